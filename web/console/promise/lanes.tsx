import { useTranslation } from 'react-i18next';
import type { Clock } from '../../api/promises.types';
import { durationWords } from '../settings/promises/duration.rules';
import { useReader } from '../time/reader';
import { clockTime, dayKey, shortTime, span } from '../time/time';
import classes from './promise.module.css';
import { closedForAll, marksOf, scaleOf, type Scale, type Span } from './scale.rules';
import { toneOf } from './story.rules';

const ms = (at: string): number => Date.parse(at);
const share = (value: number): string => `${(value * 100).toFixed(2)}%`;
const between = (scale: Scale, from: number, to: number) => ({
  left: share(scale.at(from)),
  width: share(scale.at(to) - scale.at(from)),
});

interface Props {
  clocks: Clock[];
  now: Date;
  open: string;
  onOpen: (key: string) => void;
}

/** Every promise as a lane on one track of time: used filled, left outlined, paused dotted, closed hatched. */
export function Lanes({ clocks, now, open, onOpen }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const ends = clocks.flatMap(({ dueAt, endedAt }) => [dueAt, endedAt]).filter((at) => at !== null);
  const runs = clocks.some(({ endedAt }) => !endedAt);
  const whole = {
    from: Math.min(...clocks.map(({ startedAt }) => ms(startedAt))),
    to: Math.max(...ends.map(ms), runs ? now.getTime() : 0),
  };
  const span2 = { from: whole.from, to: Math.max(whole.to + (whole.to - whole.from) * 0.04, whole.from + 60_000) };
  const closed = closedForAll(clocks.map((clock) => gapsOf(clock, span2)));
  const scale = scaleOf(span2, closed);
  const hourIn = (at: number) => Number(clockTime(new Date(at), reader).slice(0, 2));
  const marks = marksOf(scale, closed, hourIn);
  return (
    <div className={classes.lanes}>
      <div className={classes.axis} aria-hidden="true">
        <span />
        <span className={classes.track}>
          {marks.map((mark, at) => {
            const isNewDay = at === 0 || dayKey(new Date(mark), reader) !== dayKey(new Date(marks[at - 1]!), reader);
            return (
              <span
                key={mark}
                className={isNewDay ? classes.dayMark : undefined}
                style={{ left: share(scale.at(mark)) }}
              >
                {isNewDay ? shortTime(new Date(mark), farFrom(mark), reader) : clockTime(new Date(mark), reader)}
              </span>
            );
          })}
        </span>
        <span />
      </div>
      <div className={classes.behind} aria-hidden="true">
        {closed
          .filter((gap) => gap.to > span2.from && gap.from < span2.to)
          .map((gap) => (
            <span key={gap.from} className={classes.closed} style={between(scale, gap.from, gap.to)} />
          ))}
        {runs && (
          <span className={classes.now} style={{ left: share(scale.at(now.getTime())) }}>
            <span>{clockTime(now, reader)}</span>
          </span>
        )}
      </div>
      {clocks.map((clock) => {
        const key = `${clock.target}.${clock.instance}`;
        return (
          <button
            key={key}
            type="button"
            className={classes.lane}
            aria-expanded={key === open}
            onClick={() => onOpen(key)}
          >
            <span className={classes.name}>
              {t(`promise.targets.${clock.target}`)}
              <small>
                {durationWords(Math.round(clock.targetMinutes))},{' '}
                {t(clock.calendar ? 'promise.workingHours' : 'promise.roundTheClock')}
              </small>
            </span>
            <Track clock={clock} scale={scale} />
            <Say clock={clock} now={now} />
          </button>
        );
      })}
    </div>
  );
}

/** More than six days away: the day is named by its date. */
const farFrom = (mark: number): Date => new Date(mark + 86_400_000);

function gapsOf({ calendar, open }: Clock, { from, to }: Span): Span[] {
  if (!calendar) return [];
  const gaps: Span[] = [];
  let known = from;
  for (const one of open) {
    if (ms(one.from) > known) gaps.push({ from: known, to: ms(one.from) });
    known = Math.max(known, ms(one.to));
  }
  // What lies beyond the hours that are told is not known to be closed.
  return gaps.filter((gap) => gap.from < to);
}

function Track({ clock, scale }: { clock: Clock; scale: Scale }) {
  const tone = toneOf(clock);
  return (
    <span className={classes.track}>
      {clock.segments.map(({ from, to }) => (
        <span key={from} className={classes.segment} data-tone={tone} style={between(scale, ms(from), ms(to))} />
      ))}
      {clock.ahead.map(({ from, to }) => (
        <span
          key={from}
          className={classes.segment}
          data-kind="left"
          data-tone={tone}
          style={between(scale, ms(from), ms(to))}
        />
      ))}
      {clock.pauses.map(({ from, to }) => (
        <span
          key={from}
          className={classes.segment}
          data-kind="paused"
          style={between(scale, ms(from), to ? ms(to) : scale.to)}
        />
      ))}
      {clock.dueAt && <span className={classes.due} style={{ left: share(scale.at(ms(clock.dueAt))) }} />}
    </span>
  );
}

function Say({ clock, now }: { clock: Clock; now: Date }) {
  const { t } = useTranslation();
  const reader = useReader();
  const due = clock.dueAt ? shortTime(clock.dueAt, now, reader) : null;
  const used = durationWords(Math.max(0, Math.round(clock.minutesUsed)));
  const words = (): string => {
    if (clock.state === 'met') return t('promise.metIn', { time: used });
    if (clock.state === 'cancelled') return t('promise.dropped');
    if (clock.state === 'paused')
      return t('promise.pausedWith', { time: durationWords(Math.round(clock.minutesLeft)) });
    const time = span(clock.minutesLeft * 60_000);
    return clock.minutesLeft < 0 || clock.state === 'breached'
      ? t('promise.late', { time })
      : t('promise.left', { time });
  };
  return (
    <span className={classes.say} data-tone={toneOf(clock)}>
      <span>{words()}</span>
      {due && <small>{t(clock.endedAt ? 'promise.wasDue' : 'promise.due', { time: due })}</small>}
    </span>
  );
}
