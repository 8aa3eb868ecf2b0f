import { useQuery } from '@tanstack/react-query';
import { IconFileAnalytics } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { reportRequests } from '../../api/report-requests.api';
import panel from '../customer/customer-panel.module.css';
import { useCan } from '../session/session';

/** Which report a ticket asks about, or brings. */
export function AboutReport({ ticketId }: { ticketId: string }) {
  const { t } = useTranslation();
  const mayRead = useCan()('report-requests:read');
  const list = useQuery({
    queryKey: ['report-requests', 'of-ticket', ticketId],
    queryFn: async () => (await reportRequests.list({ ticket: ticketId, limit: 5 })).items,
    enabled: mayRead,
    staleTime: 60_000,
  });
  if (!list.data || list.data.length === 0) return null;
  return (
    <section className={panel.section}>
      <h3>{t('reportRequests.ofTicket')}</h3>
      {list.data.map((one) => (
        <Link key={one.id} to={`/report-requests/${one.number}`} className={panel.line}>
          <IconFileAnalytics size={16} stroke={1.75} aria-hidden="true" />
          <span className="cut grow">
            R{one.number} {one.title}
          </span>
        </Link>
      ))}
    </section>
  );
}
