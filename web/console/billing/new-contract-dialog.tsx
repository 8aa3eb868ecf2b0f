import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { contracts } from '../../api/rules.api';
import { CompanyPicker } from '../equipment/pickers';
import { EditDialog, type FieldSpec } from '../settings/edit-dialog';
import { useToday } from './billing.queries';

const KINDS = ['service', 'rental'];
const TERMS = ['long', 'short'];

/** The first of a contract; the rest is written on its own page. For a company that is known, or for one that is chosen. */
export function NewContractDialog({ companyId, onClose }: { companyId?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const today = useToday();
  const packages = useQuery({ queryKey: ['packages'], queryFn: contracts.packages });
  const choices = (values: string[]) => values.map((value) => ({ value, label: t(`rules.values.${value}`) }));
  const company: FieldSpec = {
    name: 'companyId',
    label: t('equipment.company'),
    kind: 'own',
    render: ({ value, error, onChange }) => (
      <CompanyPicker value={(value as string | null) ?? null} error={error} onChange={onChange} required autoFocus />
    ),
  };
  return (
    <EditDialog
      title={t('customers.newContract')}
      fields={[
        ...(companyId ? [] : [company]),
        {
          name: 'number',
          label: t('customers.contractNumber'),
          hint: t('customers.contractNumberHint'),
          kind: 'text',
        },
        {
          name: 'packageId',
          label: t('customers.package'),
          hint: t('billing.packageHint'),
          kind: 'select',
          choices: (packages.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'kind',
          label: t('customers.contractKind'),
          kind: 'select',
          required: true,
          choices: choices(KINDS),
        },
        {
          name: 'term',
          label: t('customers.contractTerm'),
          kind: 'select',
          required: true,
          choices: choices(TERMS),
        },
        { name: 'startsOn', label: t('customers.startsOn'), kind: 'date', required: true },
        { name: 'endsOn', label: t('customers.endsOn'), kind: 'date' },
      ]}
      initial={{ companyId: companyId ?? null, kind: 'service', term: 'long', startsOn: today, endsOn: '' }}
      save={async ({ companyId: chosen, number, packageId, kind, term, startsOn, endsOn }) => {
        const body = { packageId: packageId || null, kind, term, startsOn, endsOn: endsOn || null };
        const made = await contracts.create({ ...body, companyId: chosen, ...(number ? { number } : {}) });
        await client.invalidateQueries({ queryKey: ['contracts'] });
        void navigate(`/contracts/${made.id}`);
      }}
      onClose={onClose}
    />
  );
}
