import { useTranslation } from 'react-i18next';
import type { Clock } from '../../api/promises.types';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import classes from './promise.module.css';
import { storyOf, type Chapter } from './story.rules';

const asClock = (minutes: number): string => {
  const whole = Math.max(0, Math.round(minutes));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** The clock told row by row: what happened, and how much of the time had been used by then. */
export function Ledger({ clock, now }: { clock: Clock; now: Date }) {
  const { t } = useTranslation();
  const reader = useReader();
  const target = t(`promise.targets.${clock.target}`);
  const due = clock.dueAt && shortTime(clock.dueAt, now, reader);
  return (
    <div className={classes.ledger}>
      <h3>{due ? t('promise.whyDue', { target, time: due }) : target}</h3>
      <table className={classes.entries}>
        <thead>
          <tr>
            <th>{t('promise.when')}</th>
            <th>{t('promise.what')}</th>
            <th>{t('promise.timeUsed')}</th>
            <th>{t('promise.timeLeft')}</th>
          </tr>
        </thead>
        <tbody>
          {storyOf(clock, now.toISOString()).map((chapter, at) => (
            <tr key={at}>
              <td>{shortTime(chapter.at, now, reader)}</td>
              <td>
                <b>{t(`promise.chapters.${chapter.kind}`)}</b> <Detail chapter={chapter} />
              </td>
              <td>{asClock(chapter.used)}</td>
              <td>{asClock(chapter.left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Detail({ chapter: { kind, until, why, name } }: { chapter: Chapter }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  if (kind === 'closed' && until)
    return <span className="mid">{t('promise.until', { time: shortTime(until, now, reader) })}</span>;
  if (kind === 'moved' && why) return <span className="mid">{t(`why.causes.${why}`, { name })}</span>;
  if (kind === 'paused' && why) return <span className="mid">{t(`promise.why.${why}`, { defaultValue: why })}</span>;
  if ((kind === 'met' || kind === 'ended') && why)
    return <span className="mid">{t(`promise.endedFor.${why}`, { defaultValue: why })}</span>;
  return kind === 'running' ? <span className="mid">{t('promise.nothingPauses')}</span> : null;
}
