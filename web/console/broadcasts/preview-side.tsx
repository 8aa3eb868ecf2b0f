import { ActionIcon, Skeleton } from '@mantine/core';
import { IconAlertCircle, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BroadcastPreview } from '../../api/broadcasts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { ProblemState } from '../feedback/problem-state';
import { useReader } from '../time/reader';
import classes from './broadcasts.module.css';
import { languageName } from '../customers/language.rules';
import { problemWords } from './problem-words';

interface Props {
  chosen: boolean;
  preview: UseQueryResult<BroadcastPreview>;
  channel: string | null;
  actions: ReactNode;
}

/** Whom it reaches and how it reads, kept in sight while one writes. */
export function PreviewSide({ chosen, preview, channel, actions }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={classes.side} aria-label={t('broadcasts.preview')}>
      {!chosen && <p className={classes.hint}>{t('broadcasts.chooseLineFirst')}</p>}
      {chosen && preview.error && !preview.data && (
        <ProblemState error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {chosen && preview.isPending && <Skeleton h={180} radius="lg" />}
      {chosen && preview.data && <Shown preview={preview.data} channel={channel} />}
      <div className={classes.sideActions}>{actions}</div>
    </aside>
  );
}

function Shown({ preview, channel }: { preview: BroadcastPreview; channel: string | null }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const number = new Intl.NumberFormat(language);
  const leftOut = Object.entries(preview.leftOut);
  return (
    <>
      <p className={classes.reach} role="status">
        <strong>{number.format(preview.reachable)}</strong> {t('broadcasts.willGetIt', { count: preview.reachable })}
      </p>
      {leftOut.length > 0 && (
        <ul className={classes.reasons}>
          {leftOut.map(([reason, count]) => (
            <li key={reason}>
              <span>{t(`broadcasts.reasons.${reason}`)}</span>
              <span>{number.format(count)}</span>
            </li>
          ))}
        </ul>
      )}
      <Sample preview={preview} channel={channel} />
      {preview.problems.length > 0 && (
        <ul className={classes.problems} aria-label={t('broadcasts.missing')}>
          {preview.problems.map((problem) => (
            <li key={`${problem.path} ${problem.message}`}>
              <IconAlertCircle size={14} stroke={1.75} aria-hidden="true" />
              {problemWords(problem, t)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Sample({ preview, channel }: { preview: BroadcastPreview; channel: string | null }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const [at, setAt] = useState(0);
  const count = preview.sample.length;
  const index = Math.min(at, Math.max(0, count - 1));
  const shown = preview.sample[index];
  if (!shown || (shown.text.trim() === '' && shown.subject === '')) return null;
  return (
    <div className={classes.sample}>
      <div className={classes.sampleHead}>
        {channel && <ChannelIcon channel={channel} />}
        <span className="grow" title={shown.address}>
          <b className="cut">{t('broadcasts.asRead', { name: shown.contact.name })}</b>
          <span>{languageName(shown.language, language)}</span>
        </span>
        {count > 1 && (
          <>
            <ActionIcon
              size={24}
              aria-label={t('broadcasts.previousReader')}
              onClick={() => setAt((index + count - 1) % count)}
            >
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon size={24} aria-label={t('broadcasts.nextReader')} onClick={() => setAt((index + 1) % count)}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </>
        )}
      </div>
      {shown.subject && <b>{shown.subject}</b>}
      <p>{shown.text}</p>
    </div>
  );
}
