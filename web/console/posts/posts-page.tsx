import { Button } from '@mantine/core';
import { IconPencilPlus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Post } from '../../api/posts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { EmptyState } from '../../ui/empty-state';
import classes from '../broadcasts/broadcasts.module.css';
import { OutreachTabs } from '../broadcasts/outreach-tabs';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { timeOf } from './post-state.rules';
import { usePosts } from './posts.queries';
import { StandingBadge } from './standing-badge';

/** What we have said to everybody, and are going to. */
export function PostsPage() {
  return useCan()('posts:read') ? <Posts /> : <NotFound />;
}

function Posts() {
  const { t } = useTranslation();
  const mayWrite = useCan()('posts:write');
  const list = usePosts();
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = (
    <Button component={Link} to="/posts/new" leftSection={<IconPlus size={14} />}>
      {t('posts.new')}
    </Button>
  );
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <OutreachTabs current="posts" />
        <header className={classes.head}>
          <div className="grow">
            <h1>{t('posts.title')}</h1>
            <p>{t('posts.intro')}</p>
          </div>
          {mayWrite && rows.length > 0 && fresh}
        </header>
        {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState icon={IconPencilPlus} title={t('posts.empty')} action={mayWrite && fresh}>
            {t('posts.emptyHint')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={classes.list}>
            {rows.map((row) => (
              <li key={row.id}>
                <Row post={row} />
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button variant="default" mt={12} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </div>
    </main>
  );
}

function Row({ post }: { post: Post }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const at = timeOf(post);
  return (
    <Link className={`${classes.row} ${classes.postRow}`} to={`/posts/${post.id}`}>
      <span className={classes.rowName}>
        <b className="cut">{post.text.trim() || t('posts.noWords')}</b>
        <span className={classes.rowLine}>{post.author && <span className="cut">{post.author.name}</span>}</span>
      </span>
      <StandingBadge post={post} />
      <span className={classes.rowLines}>
        {post.targets.map(({ id, inbox, state }) => (
          <span key={id} data-state={state}>
            <ChannelIcon channel={inbox.channel} />
            <span className="cut">{inbox.name}</span>
          </span>
        ))}
      </span>
      <span className={classes.rowReplies}>
        {post.answers > 0 && t('broadcasts.repliesCount', { count: post.answers })}
      </span>
      <time dateTime={at} title={fullTime(at, reader)}>
        {shortTime(at, now, reader)}
      </time>
    </Link>
  );
}
