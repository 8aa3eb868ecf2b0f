import { IconCheck, IconClock, IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { shortTime, span } from '../../console/time/time';
import { useNow, useReader } from '../me';
import { portal, type PromiseView } from '../portal.api';
import { PromiseLine } from './promise';
import { Lines, Problem } from './states';

const icon = { size: 14, stroke: 1.75, 'aria-hidden': true } as const;
const SHAPES = {
  start: IconPlayerPlay,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  met: IconCheck,
  breach: IconX,
  end: IconClock,
};

/** What we promised on this request, how much is left, and why: out of the ledger that agents see. */
export function PromiseStory({ ticketId, isOver }: { ticketId: string; isOver: boolean }) {
  const { t } = useTranslation();
  const promises = useQuery({ queryKey: ['promises', ticketId], queryFn: () => portal.promises(ticketId) });
  const all = promises.data?.items ?? [];
  const running = all
    .filter(({ endedAt }) => !endedAt)
    .toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'));
  const ended = all.filter(({ endedAt }) => endedAt);
  return (
    <section className="card o1">
      <header>
        <h2>{t('ourPromise')}</h2>
      </header>
      {promises.error ? (
        <Problem error={promises.error} onRetry={() => void promises.refetch()} />
      ) : promises.isPending ? (
        <Lines count={2} />
      ) : all.length === 0 ? (
        <p className="quiet">{t(isOver ? 'promise.wasNone' : 'promise.none')}</p>
      ) : (
        <div className="promises">
          {running.map((one) => (
            <Running key={`${one.target}.${one.instance}`} promise={one} />
          ))}
          {ended.map((one) => (
            <Ended key={`${one.target}.${one.instance}`} promise={one} />
          ))}
        </div>
      )}
    </section>
  );
}

function Running({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation();
  return (
    <div className="promise">
      <PromiseLine clock={promise} big />
      <p className="sm mid">
        {t(promise.roundTheClock ? 'promise.roundTheClock' : 'promise.workingHours', {
          time: span(promise.targetMinutes * 60_000),
          used: span(promise.minutesUsed * 60_000),
        })}
        {promise.paused && ` ${t(`promise.why.${promise.paused.why}`, { defaultValue: '' })}`}
      </p>
      <Steps promise={promise} />
    </div>
  );
}

function Steps({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  return (
    <details>
      <summary>{t('promise.explain')}</summary>
      <ul className="steps">
        {promise.steps.map(({ kind, at }, place) => {
          const Shape = SHAPES[kind];
          return (
            <li key={place}>
              <Shape {...icon} />
              {t(`promise.steps.${kind}`)}
              <time dateTime={at}>{shortTime(at, now, reader)}</time>
            </li>
          );
        })}
        {promise.dueAt && !promise.endedAt && (
          <li>
            <IconClock {...icon} />
            {t('promise.steps.due')}
            <time dateTime={promise.dueAt}>{shortTime(promise.dueAt, now, reader)}</time>
          </li>
        )}
      </ul>
    </details>
  );
}

function Ended({ promise }: { promise: PromiseView }) {
  const { t } = useTranslation();
  const isKept = promise.state === 'met';
  const isMissed = promise.state === 'breached';
  return (
    <div className="promise ended">
      <p>
        <span className={isKept ? 'ok' : isMissed ? 'bad' : 'mid'}>
          {isKept ? <IconCheck {...icon} /> : isMissed ? <IconX {...icon} /> : <IconClock {...icon} />}
        </span>
        <b>{t(`promise.targets.${promise.target}`)}</b>
        <span className="mid">
          {isKept
            ? t('promise.keptIn', { time: span(promise.minutesUsed * 60_000) })
            : isMissed
              ? t('promise.missedBy', { time: span(Math.max(0, -promise.minutesLeft) * 60_000) })
              : t('promise.dropped')}
        </span>
      </p>
      <Steps promise={promise} />
    </div>
  );
}
