import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '../../api/dispatch.types';
import { useReader } from '../time/reader';
import { clockTime, dayKey } from '../time/time';
import { secondLine } from './bar-facts';
import { customerOf, timesOf, toneOf } from './bar.rules';
import classes from './dispatch.module.css';
import { KindIcon } from './kind-icon';
import { Marks } from './marks';

interface Props {
  board: Board;
  days: number;
  onSelect: (id: string) => void;
}

/** The same days without the room for a board: each technician's visits in their order. */
export function Agenda({ board, days, onSelect }: Props) {
  const { t } = useTranslation();
  const reader = { ...useReader(), timeZone: board.timezone };
  const now = new Date(board.now);
  const clock = (at: string) => clockTime(at, reader);
  const { language, timeZone } = reader;
  const date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'short', timeZone });
  return (
    <div className={classes.agenda}>
      {board.technicians.map((technician) => {
        const visits = board.visits
          .filter((visit) => visit.technicians.some(({ id }) => id === technician.id))
          .flatMap((visit) => {
            const times = timesOf(visit);
            return times ? [{ visit, times }] : [];
          })
          .toSorted((a, b) => a.times.from.localeCompare(b.times.from));
        return (
          <section key={technician.id} aria-label={technician.name}>
            <h2>
              {technician.name}
              <span className={classes.small}>{Math.round(technician.load.percent)} %</span>
            </h2>
            {visits.length === 0 && <p className={classes.none}>{t('dispatch.freeDay')}</p>}
            {visits.map(({ visit, times }, at) => (
              <Fragment key={visit.id}>
                {days > 1 && dayKey(times.from, reader) !== (at > 0 && dayKey(visits[at - 1]!.times.from, reader)) && (
                  <h3>{date.format(new Date(times.from))}</h3>
                )}
                <button
                  type="button"
                  className={classes.agendaRow}
                  data-tone={toneOf(visit)}
                  onClick={() => onSelect(visit.id)}
                >
                  <time dateTime={times.from}>{clock(times.from)}</time>
                  <span className="grow">
                    <b className="cut">{customerOf(visit)}</b>
                    <span className="cut">
                      <KindIcon kind={visit.kind} /> {secondLine(visit, { t, now, clock }).words}
                    </span>
                  </span>
                  <Marks visit={visit} />
                  <span className={classes.small}>{t(`dispatch.states.${visit.state}`)}</span>
                </button>
              </Fragment>
            ))}
          </section>
        );
      })}
    </div>
  );
}
