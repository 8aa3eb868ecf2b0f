import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { posts } from '../../api/posts.api';
import type { Post, PostTarget } from '../../api/posts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import classes from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useKeepPost } from './posts.queries';

/** What became of it on each line. Where nobody knows, somebody looks and says. */
export function PostTargets({ post }: { post: Post }) {
  const { t } = useTranslation();
  return (
    <section className={classes.recipients} data-first>
      <header>
        <h2>{t('posts.parts.where')}</h2>
      </header>
      <ul className={classes.list}>
        {post.targets.map((target) => (
          <li key={target.id} className={classes.target}>
            <Row post={post} target={target} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ post, target }: { post: Post; target: PostTarget }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const mayApprove = useCan()('posts:approve');
  const { inbox, state, url, error, publishedAt, nextAt } = target;
  const asks = mayApprove && (state === 'unknown' || state === 'failed');
  return (
    <>
      <div className={classes.targetHead}>
        <ChannelIcon channel={inbox.channel} size={16} />
        <b className="grow cut">{inbox.name}</b>
        {url && (
          <a className="link" href={url} target="_blank" rel="noreferrer noopener">
            {t('posts.open')} <IconExternalLink size={14} stroke={1.75} aria-hidden="true" />
          </a>
        )}
        <span className={classes.became} data-state={STATES[state] ?? state}>
          {t(`posts.became.${state}`)}
        </span>
        {publishedAt && (
          <time className="dim" dateTime={publishedAt} title={fullTime(publishedAt, reader)}>
            {shortTime(publishedAt, now, reader)}
          </time>
        )}
      </div>
      {error && (
        <p className={classes.targetError}>
          {error}
          {nextAt && ` ${t('posts.nextAt', { at: shortTime(nextAt, now, reader) })}`}
        </p>
      )}
      {asks && <Decide post={post} target={target} />}
    </>
  );
}

const STATES: Partial<Record<PostTarget['state'], string>> = { chosen: 'waiting' };

function Decide({ post, target }: { post: Post; target: PostTarget }) {
  const { t } = useTranslation();
  const keep = useKeepPost();
  const decide = useMutation({
    mutationFn: (how: 'isThere' | 'again') => posts[how](post, target.id),
    onSuccess: keep,
    onError: sayProblem,
  });
  const isUnknown = target.state === 'unknown';
  return (
    <div className={classes.decide}>
      {isUnknown && <p className="grow">{t('posts.unknownHint')}</p>}
      {isUnknown && (
        <Button
          size="xs"
          variant="default"
          loading={decide.isPending && decide.variables === 'isThere'}
          onClick={() => decide.mutate('isThere')}
        >
          {t('posts.isThere')}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={decide.isPending && decide.variables === 'again'}
        onClick={() => decide.mutate('again')}
      >
        {t('posts.again')}
      </Button>
    </div>
  );
}
