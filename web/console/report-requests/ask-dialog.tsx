import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { customers } from '../../api/customers.api';
import { reportRequests } from '../../api/report-requests.api';
import { EditDialog } from '../settings/edit-dialog';

/** Somebody asked on the telephone, or in a meeting. */
export function AskDialog({ companyId, onClose }: { companyId?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const companies = useQuery({
    queryKey: ['companies', 'all'],
    queryFn: async () => (await customers.companies({ limit: '200' })).items,
    enabled: companyId === undefined,
  });
  const people = useQuery({
    queryKey: ['contacts', 'of', companyId],
    queryFn: () => customers.contacts({ company: companyId!, limit: '100' }),
    enabled: companyId !== undefined,
  });
  return (
    <EditDialog
      title={t('reportRequests.new')}
      saveLabel={t('reportRequests.ask')}
      fields={[
        {
          name: 'companyId',
          label: t('reportRequests.company'),
          kind: 'select',
          required: true,
          when: () => companyId === undefined,
          choices: (companies.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'contactId',
          label: t('reportRequests.contact'),
          hint: t('reportRequests.contactHint'),
          kind: 'select',
          when: () => companyId !== undefined,
          choices: (people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: 'title', label: t('reportRequests.what'), kind: 'text', required: true },
        { name: 'about', label: t('reportRequests.about'), hint: t('reportRequests.aboutHint'), kind: 'multiline' },
        { name: 'wantedOn', label: t('reportRequests.wantedOn'), kind: 'date' },
      ]}
      initial={{ companyId: companyId ?? '', contactId: '', title: '', about: '', wantedOn: '' }}
      save={async ({ companyId: company, contactId, title, about, wantedOn }) => {
        const made = await reportRequests.ask({
          companyId: company as string,
          contactId: (contactId as string) || null,
          title: title as string,
          about: about as string,
          wantedOn: (wantedOn as string) || null,
        });
        await client.invalidateQueries({ queryKey: ['report-requests'] });
        void navigate(`/report-requests/${made.number}`);
      }}
      onClose={onClose}
    />
  );
}
