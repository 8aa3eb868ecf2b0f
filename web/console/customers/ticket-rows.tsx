import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { tickets, type TicketQuery } from '../../api/tickets.api';
import { PriorityIcon } from '../../ui/priority-icon';
import { statusName } from '../ticket/status-name';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import classes from './customers.module.css';

/** The latest tickets of a person or company, and the way to all of them. */
export function TicketRows({ of }: { of: TicketQuery }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const list = useQuery({
    queryKey: ['tickets', 'of', of],
    queryFn: () => tickets.list({ ...of, sort: 'updated', limit: '10' }),
  });
  if (list.isSuccess && list.data.items.length === 0) return <p className="mid">{t('customers.noTickets')}</p>;
  return (
    <div className={classes.said}>
      {list.data?.items.map((row) => (
        <Link key={row.id} to={`/tickets/${row.number}`} className={classes.line}>
          <PriorityIcon priority={row.priority} />
          <span className="grow cut">
            <span className="dim">#{row.number}</span> {row.subject}
          </span>
          <span className="mid">{statusName(row.status, t)}</span>
          <span className="dim">{shortTime(row.updatedAt, now, reader)}</span>
        </Link>
      ))}
    </div>
  );
}
