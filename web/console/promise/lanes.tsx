import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Clock } from '../../api/promises.types';
import { durationWords } from '../settings/promises/duration.rules';
import { useReader } from '../time/reader';
import { clockTime, dayKey, shortTime, span } from '../time/time';
import classes from './promise.module.css';
import { closedForAll, gapsOf, labelsOf, marksOf, scaleOf, type Scale } from './scale.rules';
import { toneOf } from './story.rules';

const ms = (at: string): number => Date.parse(at);
const share = (value: number): string => `${(value * 100).toFixed(2)}%`;
const between = (scale: Scale, from: number, to: number) => ({
  left: share(scale.at(from)),
  width: share(scale.at(to) - scale.at(from)),
});

/** As shares of the track, which is narrow on a phone; there only days are named. */
const WIDE = { day: 0.26, hour: 0.13 };
const NARROW = { day: 0.56, hour: 0.32 };

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
  const closed = closedForAll(clocks.map((clock) => gapsOf(clock, clocks, span2, now.getTime())));
  const scale = scaleOf(span2, closed);
  const hourIn = (at: number) => Number(clockTime(new Date(at), reader).slice(0, 2));
  const isPhone = useMediaQuery('(max-width: 767px)', window.innerWidth < 768);
  const labels = labelsOf(
    marksOf(scale, closed, hourIn),
    scale,
    (at) => dayKey(new Date(at), reader),
    isPhone ? NARROW : WIDE,
    runs ? now.getTime() : null,
  );
  return (
    <div className={classes.lanes}>
      <div className={classes.axis} aria-hidden="true">
        <span />
        <span className={classes.track}>
          {labels.map(({ at, isNewDay }) => (
            <span key={at} className={isNewDay ? classes.dayMark : undefined} style={{ left: share(scale.at(at)) }}>
              {isNewDay ? shortTime(new Date(at), dayAfter(at), reader) : clockTime(new Date(at), reader)}
            </span>
          ))}
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
                {durationWords(clock.targetMinutes)},{' '}
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

/** Seen from the next day, a time is written with its day of the week. */
const dayAfter = (mark: number): Date => new Date(mark + 86_400_000);

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
  const used = durationWords(clock.minutesUsed);
  const words = (): string => {
    if (clock.state === 'met') return t('promise.metIn', { time: used });
    if (clock.state === 'cancelled') return t('promise.dropped');
    if (clock.state === 'paused')
      return t('promise.pausedWith', { time: durationWords(Math.round(clock.minutesLeft)) });
    if (clock.dueAt && (clock.minutesLeft < 0 || clock.state === 'breached'))
      // By the calendar on the wall, as the queue says it; what is left is working time.
      return t('promise.late', { time: span(ms(clock.dueAt) - (clock.endedAt ? ms(clock.endedAt) : now.getTime())) });
    return t('promise.left', { time: durationWords(Math.max(0, Math.round(clock.minutesLeft))) });
  };
  return (
    <span className={classes.say} data-tone={toneOf(clock)}>
      <span>{words()}</span>
      {due && <small>{t(clock.endedAt ? 'promise.wasDue' : 'promise.due', { time: due })}</small>}
    </span>
  );
}
