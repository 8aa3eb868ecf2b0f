import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { equipment } from '../../api/equipment.api';
import { useCan } from '../session/session';
import { statusName } from '../ticket/status-name';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { EQUIPMENT } from './equipment.queries';
import classes from './equipment.module.css';

/** What customers said about it. */
export function UnitTickets({ id }: { id: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const mayRead = useCan()('tickets:read');
  const list = useQuery({
    queryKey: [...EQUIPMENT, 'tickets', id],
    queryFn: () => equipment.tickets(id),
    enabled: mayRead,
  });
  if (!list.data || list.data.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t('equipment.tickets')}</h2>
      <div className={classes.list}>
        {list.data.map((ticket) => (
          <Link key={ticket.id} to={`/tickets/${ticket.number}`} className={classes.line}>
            <span className="dim">#{ticket.number}</span>
            <span className="grow cut">{ticket.subject}</span>
            <span className="mid">{statusName(ticket.status, t)}</span>
            <time className="dim" dateTime={ticket.createdAt}>
              {shortTime(ticket.createdAt, now, reader)}
            </time>
          </Link>
        ))}
      </div>
    </section>
  );
}
