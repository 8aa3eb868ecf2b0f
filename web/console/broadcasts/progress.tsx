import { Button } from '@mantine/core';
import { IconChevronLeft, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { broadcasts } from '../../api/broadcasts.api';
import type { Broadcast, BroadcastFigures, RecipientState } from '../../api/broadcasts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { fullTime } from '../time/time';
import { useKeep } from './broadcasts.queries';
import classes from './broadcasts.module.css';
import { languageName } from '../customers/language.rules';
import { doneOf, meantOf, ProgressBar } from './progress-bar';
import { Recipients } from './recipients';
import { StateBadge } from './state-badge';

export type Shown = RecipientState | 'replied';

/** How far it has come, live, and what became of each. */
export function Progress({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const maySend = useCan()('broadcasts:send');
  const [shown, setShown] = useState<Shown | undefined>();
  const { figures, inbox } = broadcast;
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <header className={`${classes.head} ${classes.followed}`}>
          <div className="grow">
            <Link className={classes.backLink} to="/broadcasts">
              <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
              {t('broadcasts.title')}
            </Link>
            <h1>
              {broadcast.name} <StateBadge state={broadcast.state} />
            </h1>
            <p className={classes.line}>
              <b>
                <ChannelIcon channel={inbox.channel} /> {inbox.name}
              </b>
              <When broadcast={broadcast} />
            </p>
          </div>
          {maySend && <Actions broadcast={broadcast} />}
        </header>
        {broadcast.problem && (
          <p className={classes.problem} role="alert">
            {t(broadcast.problem === 'line_closed' ? 'broadcasts.lineClosed' : 'broadcasts.calledOff', {
              problem: broadcast.problem,
            })}
          </p>
        )}
        {broadcast.startedAt && (
          <>
            <section className={classes.overall} aria-label={t('broadcasts.progress')}>
              <p>
                <strong>{t('broadcasts.sentOf', { sent: doneOf(figures), all: meantOf(figures) })}</strong>
              </p>
              <ProgressBar figures={figures} />
            </section>
            <Figures figures={figures} shown={shown} onShow={setShown} />
            <Recipients broadcast={broadcast} shown={shown} onAll={() => setShown(undefined)} />
          </>
        )}
        <Said broadcast={broadcast} />
      </div>
    </main>
  );
}

function When({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { state, startAt, startedAt, endedAt, startedBy, zone } = broadcast;
  const zoned = zone && zone !== reader.timeZone ? ` (${zone})` : '';
  const planned = state === 'scheduled' && startAt;
  return (
    <>
      {planned && (
        <span>
          {t('broadcasts.plannedFor', {
            at: `${fullTime(startAt, { ...reader, timeZone: zone ?? reader.timeZone })}${zoned}`,
          })}
        </span>
      )}
      {startedAt && (
        <span>
          {startedBy
            ? t('broadcasts.startedBy', { at: fullTime(startedAt, reader), name: startedBy.name })
            : fullTime(startedAt, reader)}
        </span>
      )}
      {endedAt && <span>{t('broadcasts.endedAt', { at: fullTime(endedAt, reader) })}</span>}
      {broadcast.perMinute !== null && <span>{t('broadcasts.pace', { count: broadcast.perMinute })}</span>}
    </>
  );
}

function Actions({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const keep = useKeep();
  const [asking, setAsking] = useState(false);
  const go = useMutation({
    mutationFn: (how: 'pause' | 'resume' | 'stop') => broadcasts[how](broadcast.id),
    onSuccess: keep,
    onError: sayProblem,
    onSettled: () => setAsking(false),
  });
  const { state } = broadcast;
  if (state === 'scheduled') {
    return (
      <Button variant="default" loading={go.isPending} onClick={() => go.mutate('stop')}>
        {t('broadcasts.unplan')}
      </Button>
    );
  }
  if (state !== 'sending' && state !== 'paused') return null;
  return (
    <div className={classes.actions}>
      {state === 'sending' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={14} />}
          loading={go.isPending && !asking}
          onClick={() => go.mutate('pause')}
        >
          {t('broadcasts.pause')}
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={14} />}
          loading={go.isPending && !asking}
          onClick={() => go.mutate('resume')}
        >
          {t('broadcasts.resume')}
        </Button>
      )}
      {asking ? (
        <Button color="red" variant="light" loading={go.isPending} onClick={() => go.mutate('stop')}>
          {t('broadcasts.stopForGood')}
        </Button>
      ) : (
        <Button variant="default" leftSection={<IconPlayerStop size={14} />} onClick={() => setAsking(true)}>
          {t('broadcasts.stop')}
        </Button>
      )}
    </div>
  );
}

/** Each opens those who are behind it. */
function Figures({
  figures,
  shown,
  onShow,
}: {
  figures: BroadcastFigures;
  shown: Shown | undefined;
  onShow: (shown: Shown | undefined) => void;
}) {
  const { t } = useTranslation();
  const { language } = useReader();
  const number = new Intl.NumberFormat(language);
  const always: Shown[] = ['waiting', 'sent', 'delivered', 'read', 'replied', 'failed', 'left_out'];
  const sometimes: Shown[] = ['queued', 'unknown', 'stopped'];
  const names = [...always, ...sometimes.filter((name) => figures[name] > 0)];
  return (
    <div className={classes.figures}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={shown === name}
          data-tone={figures[name] > 0 ? TONES[name] : undefined}
          onClick={() => onShow(shown === name ? undefined : name)}
        >
          <strong>{number.format(figures[name])}</strong>
          <span>{t(`broadcasts.became.${name}`)}</span>
        </button>
      ))}
    </div>
  );
}

const TONES: Partial<Record<Shown, string>> = { failed: 'bad', unknown: 'warn', replied: 'ok' };

function Said({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const { texts = [], template } = broadcast.content;
  return (
    <section className={classes.said}>
      <h2>{t('broadcasts.parts.words')}</h2>
      {template && (
        <p>
          {t('broadcasts.template')}: <b>{template.name}</b> · {template.language}
        </p>
      )}
      {texts.map((wording) => (
        <article key={wording.language} className={classes.sample}>
          <div className={classes.sampleHead}>
            <span>{languageName(wording.language, language)}</span>
          </div>
          {wording.subject && <b>{wording.subject}</b>}
          <p>{wording.text}</p>
        </article>
      ))}
    </section>
  );
}
