import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { Late } from '../../ui/late';
import classes from '../broadcasts/broadcasts.module.css';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { ComposePost } from './compose-post';
import { FollowPost } from './follow-post';
import { usePost } from './posts.queries';

/** Before it goes out it is written here; from then on it is followed here. */
export function PostPage() {
  const can = useCan();
  const id = useParams().id ?? '';
  return can('posts:read') ? <One id={id} key={id} /> : <NotFound />;
}

function One({ id }: { id: string }) {
  const mayWrite = useCan()('posts:write');
  const post = usePost(id);
  if (post.error && !post.data) return <ProblemState error={post.error} onRetry={() => void post.refetch()} />;
  if (!post.data) {
    return (
      <main className={classes.page}>
        <div className={classes.body}>
          <Late>
            <Skeleton h={240} radius="lg" />
          </Late>
        </div>
      </main>
    );
  }
  const isDraft = post.data.state === 'draft' || post.data.state === 'refused';
  return mayWrite && isDraft ? <ComposePost saved={post.data} /> : <FollowPost post={post.data} />;
}
