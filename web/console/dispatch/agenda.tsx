import { useTranslation } from 'react-i18next';
import type { Board } from '../../api/dispatch.types';
import { useReader } from '../time/reader';
import { clockTime } from '../time/time';
import { secondLine } from './bar-content';
import { customerOf, timesOf, toneOf } from './bar.rules';
import classes from './dispatch.module.css';
import { KindIcon } from './kind-icon';

/** The same day without the room for a board: each technician's visits in their order. */
export function Agenda({ board, onSelect }: { board: Board; onSelect: (id: string) => void }) {
  const { t } = useTranslation();
  const reader = { ...useReader(), timeZone: board.timezone };
  const now = new Date(board.now);
  const clock = (at: string) => clockTime(at, reader);
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
            {visits.map(({ visit, times }) => (
              <button
                key={visit.id}
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
                <span className={classes.small}>{t(`dispatch.states.${visit.state}`)}</span>
              </button>
            ))}
          </section>
        );
      })}
    </div>
  );
}
