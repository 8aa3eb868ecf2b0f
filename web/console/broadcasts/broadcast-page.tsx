import { Skeleton } from '@mantine/core';
import { useParams } from 'react-router';
import { Late } from '../../ui/late';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { usePageTitle } from '../shell/title';
import { useBroadcast } from './broadcasts.queries';
import classes from './broadcasts.module.css';
import { Compose } from './compose';
import { Progress } from './progress';

/** Before it starts it is written here; from then on it is followed here. */
export function BroadcastPage() {
  const can = useCan();
  const id = useParams().id ?? '';
  if (!can('broadcasts:read', 'broadcasts:send')) return <NotFound />;
  return <One id={id} key={id} />;
}

function One({ id }: { id: string }) {
  const maySend = useCan()('broadcasts:send');
  const broadcast = useBroadcast(id);
  usePageTitle(broadcast.data?.name);
  if (broadcast.error && !broadcast.data) {
    return <ProblemState error={broadcast.error} onRetry={() => void broadcast.refetch()} />;
  }
  if (!broadcast.data) {
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
  return maySend && broadcast.data.state === 'draft' ? (
    <Compose saved={broadcast.data} />
  ) : (
    <Progress broadcast={broadcast.data} />
  );
}
