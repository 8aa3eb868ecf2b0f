import { IconChevronRight, IconPoint } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketEvent } from '../../api/tickets.types';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useEventWords } from './event-words';
import { ruleOf } from './why.rules';
import classes from './timeline.module.css';

/** What happened between two messages: one line while there are several, each with who and when once opened. */
export function EventFold({ events }: { events: TicketEvent[] }) {
  const { t } = useTranslation();
  const words = useEventWords();
  const [open, setOpen] = useState(false);
  if (events.length === 1) return <EventLine event={events[0]!} words={words(events[0]!)} />;
  return (
    <>
      <button type="button" className={classes.event} aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className={classes.point}>
          <IconChevronRight size={14} data-open={open || undefined} aria-hidden="true" />
        </span>
        <span className="cut">
          <b>{t('ticket.nEvents', { count: events.length })}</b>
          {!open && <> &nbsp;{events.map(words).join(' · ')}</>}
        </span>
      </button>
      {open && events.map((event) => <EventLine key={event.id} event={event} words={words(event)} />)}
    </>
  );
}

function EventLine({ event, words }: { event: TicketEvent; words: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const rule = event.type === 'ticket.rule-fired' ? null : ruleOf(event.because);
  return (
    <div className={classes.event}>
      <span className={classes.point}>
        <IconPoint size={14} aria-hidden="true" />
      </span>
      <span className="cut">
        {words}
        {rule && <span className="dim"> · {t('rules.byRule', { name: rule })}</span>}
        {!rule && event.actor?.name && <span className="dim"> · {event.actor.name}</span>}
      </span>
      <time className={classes.at} dateTime={event.at} title={fullTime(event.at, reader)}>
        {shortTime(event.at, now, reader)}
      </time>
    </div>
  );
}
