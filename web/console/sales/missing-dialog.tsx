import { useTranslation } from 'react-i18next';
import { sales } from '../../api/sales.api';
import type { DealField, DealRow, Stage } from '../../api/sales.types';
import { useUsers } from '../queue/lookups.queries';
import { EditDialog, type FieldSpec } from '../settings/edit-dialog';
import { decimalsOf } from '../../ui/money.rules';
import { minorOf } from './money.rules';
import { SEGMENTS } from './segments';
import { useChoices, useSalesChange } from './sales.queries';

interface Props {
  deal: DealRow;
  stage: Stage;
  fields: DealField[];
  onClose: () => void;
}

/** What the stage asks for, and then the move. */
export function MissingDialog({ deal, stage, fields, onClose }: Props) {
  const { t } = useTranslation();
  const users = useUsers();
  const choices = useChoices();
  const change = useSalesChange(async (values: Record<string, unknown>) => {
    const said = await sales.change(deal.id, { ...values, version: deal.version });
    return sales.move(deal.id, stage.id, said.version);
  }, true);
  const kinds: Record<DealField, Partial<FieldSpec>> = {
    companyId: { kind: 'text' },
    contactId: { kind: 'text' },
    valueMinor: { kind: decimalsOf(deal.currency) === 0 ? 'number' : 'text', hint: deal.currency },
    expectedClose: { kind: 'date' },
    ownerId: { kind: 'select', choices: (users.data ?? []).map(({ id, name }) => ({ value: id, label: name })) },
    sourceId: {
      kind: 'select',
      choices: (choices.data ?? [])
        .filter(({ kind }) => kind === 'source')
        .map(({ id, name }) => ({ value: id, label: name })),
    },
    segment: {
      kind: 'select',
      choices: SEGMENTS.map((value) => ({ value, label: t(`rules.values.${value}`) })),
    },
  };
  // A firm that is asked for is named; a person is chosen on the deal itself.
  const askable = fields.filter((field) => field !== 'contactId');
  return (
    <EditDialog
      title={t('sales.stageAsks', { stage: stage.name })}
      saveLabel={t('sales.move')}
      fields={askable.map((field) => ({
        name: field === 'companyId' ? 'prospect' : field,
        label: t(`sales.fields.${field}`),
        required: true,
        ...(kinds[field] as { kind: FieldSpec['kind'] }),
      }))}
      initial={{}}
      save={async (values) => {
        const { valueMinor, ...rest } = values;
        const amount = Number(
          String(valueMinor ?? '')
            .replace(/\s/g, '')
            .replace(',', '.'),
        );
        await change.mutateAsync({
          ...rest,
          ...(askable.includes('valueMinor') && { valueMinor: minorOf(amount, deal.currency) }),
        });
      }}
      onClose={onClose}
    />
  );
}
