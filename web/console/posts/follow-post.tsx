import { Button } from '@mantine/core';
import { IconCheck, IconChevronLeft } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { posts } from '../../api/posts.api';
import type { Post } from '../../api/posts.types';
import classes from '../broadcasts/broadcasts.module.css';
import { sayProblem } from '../feedback/notify';
import { useCan } from '../session/session';
import { useReader } from '../time/reader';
import { fullTime } from '../time/time';
import { PostAnswers } from './post-answers';
import { PostBody } from './post-preview';
import { PostTargets } from './post-targets';
import { PublishDialog } from './publish-dialog';
import { useKeepPost } from './posts.queries';
import { RefuseDialog } from './refuse-dialog';
import { StandingBadge } from './standing-badge';

/** What became of it on each line, and what was said under it. */
export function FollowPost({ post }: { post: Post }) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <header className={`${classes.head} ${classes.followed}`}>
          <div className="grow">
            <Link className={classes.backLink} to="/posts">
              <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" />
              {t('posts.title')}
            </Link>
            <h1>
              {t('posts.one')} <StandingBadge post={post} />
            </h1>
            <p className={classes.line}>
              <History post={post} />
            </p>
          </div>
          <Actions post={post} mayWrite={can('posts:write')} mayApprove={can('posts:approve')} />
        </header>
        {post.refusal && (
          <p className={classes.problem}>
            {t('posts.refusedBecause', { name: post.refusedBy?.name ?? '', reason: post.refusal })}
          </p>
        )}
        <div className={classes.columns}>
          <div className={classes.form}>
            <PostTargets post={post} />
            {post.startedAt && <PostAnswers post={post} />}
          </div>
          <aside className={classes.asRead}>
            <h2>{t('posts.parts.words')}</h2>
            <PostBody text={post.text} link={post.link}>
              {post.picture && <img className={classes.picture} src={post.picture.url} alt={post.picture.name} />}
            </PostBody>
          </aside>
        </div>
      </div>
    </main>
  );
}

function History({ post }: { post: Post }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { author, approvedBy, approvedAt, plannedAt, zone, state, askedAt } = post;
  const zoned = zone && zone !== reader.timeZone ? ` (${zone})` : '';
  const at = plannedAt && fullTime(plannedAt, { ...reader, timeZone: zone ?? reader.timeZone }) + zoned;
  return (
    <>
      {author && <span>{t('posts.writtenBy', { name: author.name })}</span>}
      {state === 'awaiting' && askedAt && <span>{t('posts.askedAt', { at: fullTime(askedAt, reader) })}</span>}
      {at && (state === 'awaiting' || state === 'planned') && <span>{t('posts.plannedFor', { at })}</span>}
      {approvedBy && approvedAt && (
        <span>{t('posts.approvedBy', { name: approvedBy.name, at: fullTime(approvedAt, reader) })}</span>
      )}
    </>
  );
}

function Actions({ post, mayWrite, mayApprove }: { post: Post; mayWrite: boolean; mayApprove: boolean }) {
  const { t } = useTranslation();
  const keep = useKeepPost();
  const [dialog, setDialog] = useState<'publish' | 'refuse' | null>(null);
  const withdraw = useMutation({ mutationFn: () => posts.withdraw(post), onSuccess: keep, onError: sayProblem });
  if (post.state !== 'awaiting' && post.state !== 'planned') return null;
  const decides = mayApprove && post.state === 'awaiting';
  return (
    <div className={classes.actions}>
      {mayWrite && (
        <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t('posts.withdraw')}
        </Button>
      )}
      {decides && (
        <>
          <Button variant="default" onClick={() => setDialog('refuse')}>
            {t('posts.refuse')}
          </Button>
          <Button leftSection={<IconCheck size={14} />} onClick={() => setDialog('publish')}>
            {t('posts.approve')}
          </Button>
        </>
      )}
      {dialog === 'publish' && (
        <PublishDialog
          count={post.targets.length}
          plannedAt={post.plannedAt}
          zone={post.zone}
          onClose={() => setDialog(null)}
          onPublish={async () => {
            keep(await posts.publish(post));
            setDialog(null);
          }}
        />
      )}
      {dialog === 'refuse' && <RefuseDialog post={post} onClose={() => setDialog(null)} />}
    </div>
  );
}
