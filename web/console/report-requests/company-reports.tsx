import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';
import { AskDialog } from './ask-dialog';
import { useReports } from './report-requests.queries';

/** What a company asked us to find out. */
export function CompanyReports({ companyId }: { companyId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const mayRead = can('report-requests:read');
  const list = useReports({ company: companyId }, mayRead);
  const [asking, setAsking] = useState(false);
  if (!mayRead) return null;
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={panel.section}>
      <h3>
        {t('reportRequests.title')}
        {can('report-requests:ask') && (
          <ActionIcon size={24} ml="auto" aria-label={t('reportRequests.new')} onClick={() => setAsking(true)}>
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </h3>
      {rows.slice(0, 5).map((one) => (
        <Link key={one.id} to={`/report-requests/${one.number}`} className={panel.line}>
          <span className="grow cut">
            <span className="dim">R{one.number}</span> {one.title}
          </span>
          <span className={one.late ? 'bad' : 'mid'}>{t(`reportRequests.states.${one.state}`)}</span>
        </Link>
      ))}
      {rows.length > 5 && (
        <Link className={panel.line} to={`/report-requests?view=list&company=${companyId}`}>
          {t('reportRequests.all')}
        </Link>
      )}
      {list.isSuccess && rows.length === 0 && <p className={panel.notes}>{t('reportRequests.noneYet')}</p>}
      {asking && <AskDialog companyId={companyId} onClose={() => setAsking(false)} />}
    </section>
  );
}
