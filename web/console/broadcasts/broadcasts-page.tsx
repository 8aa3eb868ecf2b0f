import { Button } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Broadcast } from '../../api/broadcasts.types';
import { ChannelIcon } from '../../ui/channel-icon';
import { EmptyState } from '../../ui/empty-state';
import { NotFound } from '../feedback/page-error';
import { ProblemState } from '../feedback/problem-state';
import { useCan } from '../session/session';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { useBroadcasts } from './broadcasts.queries';
import classes from './broadcasts.module.css';
import { OutreachTabs } from './outreach-tabs';
import { doneOf, meantOf, ProgressBar } from './progress-bar';
import { StateBadge } from './state-badge';

/** What we have said, say, and are going to say to many. */
export function BroadcastsPage() {
  return useCan()('broadcasts:read', 'broadcasts:send') ? <Broadcasts /> : <NotFound />;
}

function Broadcasts() {
  const { t } = useTranslation();
  const maySend = useCan()('broadcasts:send');
  const list = useBroadcasts();
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const fresh = (
    <Button component={Link} to="/broadcasts/new" leftSection={<IconPlus size={14} />}>
      {t('broadcasts.new')}
    </Button>
  );
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <OutreachTabs current="broadcasts" />
        <header className={classes.head}>
          <div className="grow">
            <h1>{t('broadcasts.title')}</h1>
            <p>{t('broadcasts.intro')}</p>
          </div>
          {maySend && rows.length > 0 && fresh}
        </header>
        {list.error && rows.length === 0 && <ProblemState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isSuccess && rows.length === 0 && (
          <EmptyState icon={IconSpeakerphone} title={t('broadcasts.empty')} action={maySend && fresh}>
            {t('broadcasts.emptyHint')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={classes.list}>
            {rows.map((row) => (
              <li key={row.id}>
                <Row broadcast={row} />
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

function Row({ broadcast }: { broadcast: Broadcast }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const { figures, state, inbox } = broadcast;
  const at = broadcast.startedAt ?? broadcast.startAt ?? broadcast.createdAt;
  const started = broadcast.startedAt !== null;
  return (
    <Link className={classes.row} to={`/broadcasts/${broadcast.id}`}>
      <span className={classes.rowName}>
        <b className="cut">{broadcast.name}</b>
        <span className={classes.rowLine}>
          <ChannelIcon channel={inbox.channel} />
          <span className="cut">{inbox.name}</span>
        </span>
      </span>
      <StateBadge state={state} />
      <span className={classes.rowProgress}>
        {started && (
          <>
            <ProgressBar figures={figures} />
            <span>{t('broadcasts.sentOf', { sent: doneOf(figures), all: meantOf(figures) })}</span>
          </>
        )}
      </span>
      <span className={classes.rowReplies}>
        {started && figures.replied > 0 && t('broadcasts.repliesCount', { count: figures.replied })}
      </span>
      <time dateTime={at} title={fullTime(at, reader)}>
        {shortTime(at, now, reader)}
      </time>
    </Link>
  );
}
