import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { promises } from '../../../api/promises.api';
import type {
  PolicyPreview as Preview,
  PolicyValues,
  PreviewedClock,
  PreviewedTicket,
} from '../../../api/promises.types';
import type { Decisive } from '../../../api/rules.types';
import { wordsOf } from '../../feedback/notify';
import { policyName } from '../../promise/policy-name';
import { useNow, useReader } from '../../time/reader';
import { shortTime } from '../../time/time';
import { Part } from '../parts';
import { useSentences } from '../rules/rule-sentence';
import { durationWords } from './duration.rules';
import classes from './promises.module.css';

const LAST = 100;

/** What this policy would have promised the newest tickets, as it stands in the form, saved or not. */
export function PolicyPreview({ policyId, values }: { policyId?: string; values: PolicyValues }) {
  const { t } = useTranslation();
  const { conditions, targets, reopen, answers } = values;
  const asking = useMutation({
    meta: { quiet: true },
    mutationFn: () => promises.preview({ policyId, policy: { conditions, targets, reopen, answers }, last: LAST }),
  });
  return (
    <Part title={t('policies.preview')} intro={t('policies.previewHint', { count: LAST })}>
      <Button
        variant="default"
        loading={asking.isPending}
        disabled={targets.length === 0}
        onClick={() => asking.mutate()}
      >
        {t('policies.tryIt')}
      </Button>
      {targets.length === 0 && <p className="dim">{t('policies.tryNeedsTarget')}</p>}
      <div role="status" className={classes.tried}>
        {asking.error && <p className="bad">{wordsOf(asking.error)}</p>}
        {asking.data && <Summary of={asking.data} />}
      </div>
      {asking.data && asking.data.items.length > 0 && <Hits of={asking.data} />}
    </Part>
  );
}

function Summary({ of: { judged, matched, takenBefore, figures } }: { of: Preview }) {
  const { t } = useTranslation();
  return (
    <>
      <p>
        <b>{t('policies.tried', { judged, matched })}</b>
        {takenBefore > 0 && <span className="mid"> {t('policies.takenBefore', { count: takenBefore })}</span>}
      </p>
      {figures.length > 0 && (
        <ul className={classes.figures}>
          {figures.map(({ target, met, breached, open }) => (
            <li key={target}>
              <span>{t(`promise.targets.${target}`)}</span>
              <span className="ok">{t('policies.wouldKeep', { count: met })}</span>
              <span className={breached > 0 ? 'bad' : 'dim'}>{t('policies.wouldMiss', { count: breached })}</span>
              <span className="mid">{t('policies.wouldRun', { count: open })}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Hits({ of: { items } }: { of: Preview }) {
  const { t } = useTranslation();
  const { because } = useSentences();
  return (
    <ul className={classes.hits} aria-label={t('policies.previewHits')}>
      {items.map((hit) => (
        <li key={hit.ticket.id}>
          <TicketLine ticket={hit.ticket} />
          {hit.heldBy ? (
            <p className="mid">{t('policies.heldBy', { name: policyName(hit.heldBy.name, t) })}</p>
          ) : hit.clocks.length === 0 ? (
            <p className="mid">{t('policies.nothingPromised')}</p>
          ) : (
            <ul className={classes.clocks}>
              {hit.clocks.map((clock) => (
                <ClockLine key={`${clock.target}-${clock.instance}`} clock={clock} />
              ))}
            </ul>
          )}
          {hit.because.length > 0 && (
            <p className={classes.because}>{t('rules.because', { list: because(hit.because as Decisive[]) })}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

function TicketLine({ ticket: { number, subject, priority } }: { ticket: PreviewedTicket }) {
  const { t } = useTranslation();
  return (
    <div className={classes.hit}>
      <Link to={`/tickets/${number}`} className="cut">
        #{number} {subject}
      </Link>
      <span className="mid">{t(`ticket.priorities.${priority}`)}</span>
    </div>
  );
}

const TONES: Record<PreviewedClock['state'], string> = {
  met: 'ok',
  breached: 'bad',
  running: 'mid',
  paused: 'mid',
  cancelled: 'dim',
};

function ClockLine({ clock }: { clock: PreviewedClock }) {
  const { t } = useTranslation();
  const now = useNow();
  const reader = useReader();
  const { target, state, dueAt, targetMinutes, minutesUsed, calendar } = clock;
  const late = durationWords(minutesUsed - targetMinutes);
  return (
    <li>
      <span>
        {t(`promise.targets.${target}`)} {durationWords(targetMinutes)}
        <span className="dim"> · {calendar ?? t('promise.roundTheClock')}</span>
      </span>
      <span className={TONES[state]}>
        {t(`policies.would.${state}`, { used: durationWords(minutesUsed), late })}
        {dueAt && state !== 'cancelled' && (
          <span className="dim">
            {' · '}
            {t(new Date(dueAt) > now ? 'promise.due' : 'promise.wasDue', { time: shortTime(dueAt, now, reader) })}
          </span>
        )}
      </span>
    </li>
  );
}
