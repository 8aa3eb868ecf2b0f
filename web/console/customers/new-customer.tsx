import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { customers } from '../../api/customers.api';
import { EditDialog } from '../settings/edit-dialog';

export function NewCustomer({ kind, onClose }: { kind: 'contacts' | 'companies'; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const companies = useQuery({
    queryKey: ['companies', 'choices'],
    queryFn: async () => (await customers.companies({ limit: '200' })).items,
    enabled: kind === 'contacts',
  });
  const isContact = kind === 'contacts';
  return (
    <EditDialog
      title={t(isContact ? 'customers.newContact' : 'customers.newCompany')}
      fields={
        isContact
          ? [
              { name: 'name', label: t('common.name'), kind: 'text', required: true },
              { name: 'email', label: t('common.email'), kind: 'email' },
              { name: 'phone', label: t('common.phone'), kind: 'text' },
              { name: 'title', label: t('customers.jobTitle'), kind: 'text' },
              {
                name: 'companyId',
                label: t('customers.company'),
                kind: 'select',
                choices: (companies.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
              },
            ]
          : [
              { name: 'name', label: t('common.name'), kind: 'text', required: true },
              { name: 'domains', label: t('customers.domains'), hint: t('customers.domainsHint'), kind: 'tags' },
              { name: 'notes', label: t('customers.notes'), kind: 'multiline' },
            ]
      }
      initial={{ domains: [] }}
      save={async (values) => {
        if (isContact) {
          const { name, email, phone, title, companyId } = values as Record<string, string | undefined>;
          const identities = [
            ...(email ? [{ kind: 'email', value: email }] : []),
            ...(phone ? [{ kind: 'phone', value: phone }] : []),
          ];
          const made = await customers.createContact({
            name,
            title: title || undefined,
            companyId: companyId || undefined,
            identities,
          });
          await client.invalidateQueries({ queryKey: ['contacts'] });
          await navigate(`/customers/contacts/${made.id}`);
        } else {
          const made = await customers.createCompany({
            name: values.name,
            domains: values.domains,
            notes: values.notes || undefined,
          });
          await client.invalidateQueries({ queryKey: ['companies'] });
          await navigate(`/customers/companies/${made.id}`);
        }
      }}
      onClose={onClose}
    />
  );
}
