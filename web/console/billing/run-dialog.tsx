import { useTranslation } from 'react-i18next';
import { invoices } from '../../api/billing.api';
import { say } from '../feedback/notify';
import { EditDialog } from '../settings/edit-dialog';
import { useRefresh } from './billing.queries';

/** All contracts, or one of them. */
export function RunDialog({ contractId, onClose }: { contractId?: string; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return (
    <EditDialog
      title={t('billing.run.start')}
      fields={[
        {
          name: 'until',
          label: t('billing.run.until'),
          hint: t('billing.run.untilHint'),
          kind: 'date',
          required: true,
        },
        { name: 'issue', label: t('billing.run.issue'), hint: t('billing.run.issueHint'), kind: 'switch' },
        { name: 'send', label: t('billing.run.send'), kind: 'switch', when: ({ issue }) => issue === true },
      ]}
      initial={{ until: new Date().toISOString().slice(0, 10), issue: true, send: false }}
      saveLabel={t('billing.run.go')}
      save={async ({ until, issue, send }) => {
        await invoices.run({ until, issue, send: issue === true && send === true, ...(contractId && { contractId }) });
        say(t('billing.run.begun'));
        await refresh();
      }}
      onClose={onClose}
    />
  );
}
