import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dispatch } from '../../api/dispatch.api';
import type { VisitRow } from '../../api/dispatch.types';
import type { Ticket } from '../../api/tickets.types';
import { KindIcon } from '../dispatch/kind-icon';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { clockTime, dayKey, shortTime, type Reader } from '../time/time';
import classes from './customer-panel.module.css';

/** Who comes, when, and how far it is; a dispatcher gets to the board from here. */
export function TicketVisits({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const can = useCan();
  const reader = useReader();
  const mayRead = can('visits:read');
  const visits = useQuery({
    queryKey: ['visit', 'of-ticket', ticket.id, ticket.version],
    queryFn: () => dispatch.ofTicket(ticket.id),
    placeholderData: keepPreviousData,
    enabled: mayRead,
  });
  if (!visits.data || visits.data.length === 0) return null;
  return (
    <section className={classes.section}>
      <h3>
        {t('ticket.visits')} <span className={classes.count}>{visits.data.length}</span>
      </h3>
      {visits.data.map((visit) =>
        can('visits:plan') ? (
          <Link key={visit.id} to={boardOf(visit, reader)} className={classes.visit}>
            <VisitLines visit={visit} />
          </Link>
        ) : (
          <div key={visit.id} className={classes.visit}>
            <VisitLines visit={visit} />
          </div>
        ),
      )}
    </section>
  );
}

/** The board opens on the day of the visit. */
const boardOf = ({ id, plannedFrom }: VisitRow, reader: Reader): string =>
  `/dispatch?visit=${id}${plannedFrom ? `&day=${dayKey(plannedFrom, reader)}` : ''}`;

const TONES: Partial<Record<VisitRow['state'], string>> = { en_route: 'ok', on_site: 'ok', could_not: 'bad' };

function VisitLines({ visit }: { visit: VisitRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const when =
    visit.plannedFrom && visit.plannedTo
      ? `${dayAndTime(visit.plannedFrom, now, reader)} – ${clockTime(visit.plannedTo, reader)}`
      : t('ticket.visitUnplanned');
  return (
    <>
      <span className={classes.line}>
        <KindIcon kind={visit.kind} size={16} />
        <span className="cut">
          {t(`dispatch.kinds.${visit.kind}`)} <span className="dim">{visit.ref}</span>
        </span>
        <span className={`${classes.right} ${TONES[visit.state] ?? ''}`}>{t(`dispatch.states.${visit.state}`)}</span>
      </span>
      <span className={classes.visitFacts}>{[when, ...visit.technicians.map(({ name }) => name)].join(' · ')}</span>
    </>
  );
}

function dayAndTime(at: string, now: Date, reader: Reader): string {
  const short = shortTime(at, now, reader);
  const time = clockTime(at, reader);
  return short.includes(time) ? short : `${short}, ${time}`;
}
