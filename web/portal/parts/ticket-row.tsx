import { IconAlertCircle, IconCalendar, IconInbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { shortTime } from '../../console/time/time';
import { useNow, useReader } from '../me';
import type { Ticket } from '../portal.api';
import { PromiseLine, StateLine } from './promise';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** One request: what it is, who has it, and what was promised. The first of a page says more. */
export function TicketRow({ ticket, hero = false }: { ticket: Ticket; hero?: boolean }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const { visit, last, promise, status } = ticket;
  const isUrgent = ticket.priority === 'urgent';
  const facts = [
    ticket.priority === 'urgent' || ticket.priority === 'high' ? t(`priority.${ticket.priority}`) : null,
    ticket.assignee && t('hasIt', { name: ticket.assignee }),
    ticket.site?.name,
    ticket.mine ? null : ticket.contact.name,
  ].filter(Boolean);
  return (
    <Link className={hero ? 'tk hero' : 'tk'} to={`/tickets/${ticket.number}`}>
      <span className={isUrgent ? 'bad mark' : 'mid mark'}>
        {isUrgent ? <IconAlertCircle {...icon} /> : visit ? <IconCalendar {...icon} /> : <IconInbox {...icon} />}
      </span>
      <span className="what">
        <span className="su">
          <span className="no">#{ticket.number}</span>
          <span className={hero ? undefined : 'cut'}>{ticket.subject}</span>
        </span>
        <span className="me">
          {facts.join(' · ') || t('opened', { time: shortTime(ticket.createdAt, now, reader) })}
        </span>
        {hero && last && (
          <span className="say">
            {t('saidAt', { name: last.mine ? t('you') : last.from, time: shortTime(last.at, now, reader) })}{' '}
            {last.text && `“${last.text}”`}
          </span>
        )}
      </span>
      {promise ? (
        <PromiseLine clock={promise} rests={status.label} big={hero} />
      ) : visit?.from ? (
        <div className="pr" data-tone="plain">
          <b>
            <IconCalendar {...icon} />
            {t('visitOn', { time: shortTime(visit.from, now, reader) })}
          </b>
          <span>{t(`visitState.${visit.state}`)}</span>
        </div>
      ) : (
        <StateLine label={status.label} category={status.category} />
      )}
    </Link>
  );
}
