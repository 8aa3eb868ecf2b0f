import { Skeleton } from '@mantine/core';
import { IconAlertCircle, IconLink } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostOnLine, PostProblem } from '../../api/posts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import classes from '../broadcasts/broadcasts.module.css';
import { LinkedText } from '../ticket/linked-text';
import { ProblemState } from '../feedback/problem-state';
import { useReader } from '../time/reader';
import { size } from '../time/time';

interface Props {
  chosen: boolean;
  preview: UseQueryResult<{ lines: PostOnLine[] }>;
  picture: ReactNode;
  actions: ReactNode;
}

/** How it reads on each line, kept in sight while one writes. */
export function PostPreview({ chosen, preview, picture, actions }: Props) {
  const { t } = useTranslation();
  return (
    <aside className={classes.side} aria-label={t('broadcasts.preview')}>
      {!chosen && <p className={classes.hint}>{t('posts.chooseLineFirst')}</p>}
      {chosen && preview.error && !preview.data && (
        <ProblemState error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {chosen && preview.isPending && <Skeleton h={180} radius="lg" />}
      {chosen && preview.data?.lines.map((line) => <OnLine key={line.inbox.id} line={line} picture={picture} />)}
      <div className={classes.sideActions}>{actions}</div>
    </aside>
  );
}

function OnLine({ line, picture }: { line: PostOnLine; picture: ReactNode }) {
  const { inbox, text, link, maxText, problems } = line;
  const { language } = useReader();
  const { t } = useTranslation();
  const number = new Intl.NumberFormat(language);
  const isEmpty = text.trim() === '' && !picture;
  return (
    <section className={classes.onLine}>
      <div className={classes.sampleHead}>
        <ChannelIcon channel={inbox.channel} />
        <b className="grow cut">{inbox.name}</b>
        {maxText !== null && (
          <span className="dim" data-over={text.length > maxText || undefined}>
            {number.format(text.length)} / {number.format(maxText)}
          </span>
        )}
      </div>
      {problems.length > 0 && (
        <ul className={classes.problems} aria-label={t('broadcasts.missing')}>
          {problems.map((problem) => (
            <li key={problem.code}>
              <IconAlertCircle size={14} stroke={1.75} aria-hidden="true" />
              <ProblemWords problem={problem} />
            </li>
          ))}
        </ul>
      )}
      {!isEmpty && (
        <PostBody text={text} link={link}>
          {picture}
        </PostBody>
      )}
    </section>
  );
}

/** As everybody reads it. */
export function PostBody({ text, link, children }: { text: string; link: string | null; children?: ReactNode }) {
  return (
    <div className={classes.postBody}>
      <p>
        <LinkedText text={text} />
      </p>
      {children}
      {link && (
        <a className={classes.postLink} href={link} target="_blank" rel="noreferrer noopener">
          <IconLink size={14} stroke={1.75} aria-hidden="true" />
          <span className="cut">{link.replace(/^https?:\/\//, '')}</span>
        </a>
      )}
    </div>
  );
}

function ProblemWords({ problem: { code, limit, setting } }: { problem: PostProblem }) {
  const { t } = useTranslation();
  const { language } = useReader();
  const most = limit === undefined ? '' : code === 'picture_size' ? size(limit, language) : limit;
  return <span>{t(`posts.problems.${code}`, { limit: most, setting })}</span>;
}
