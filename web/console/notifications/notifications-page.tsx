import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconBell, IconBellCheck, IconChecks } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Notification } from '../../api/notifications.api';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import { useNow, useReader } from '../time/reader';
import { dayKey, dayWords } from '../time/time';
import { NotificationItem } from './notification-item';
import { useNotifications, useRead, useUnread } from './notifications.queries';
import classes from './notifications.module.css';

/** Everything that this person was told in the last ninety days. */
export function NotificationsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const onlyUnread = search.get('show') === 'unread';
  const unread = useUnread();
  const read = useRead();
  return (
    <main className={classes.page}>
      <div className={classes.body}>
        <header className={classes.head}>
          <h1>{t('notifications.title')}</h1>
          <div className={classes.tools}>
            <SegmentedControl
              aria-label={t('notifications.show')}
              data={[
                { value: 'all', label: t('notifications.every') },
                { value: 'unread', label: t('notifications.onlyUnread') },
              ]}
              value={onlyUnread ? 'unread' : 'all'}
              onChange={(value) => setSearch(value === 'unread' ? { show: 'unread' } : {}, { replace: true })}
            />
            <Button
              variant="default"
              leftSection={<IconChecks size={16} stroke={1.6} />}
              disabled={unread === 0}
              onClick={() => read.mutate('all')}
            >
              {t('notifications.readAll')}
            </Button>
          </div>
        </header>
        <Days unread={onlyUnread} onOpen={(id) => read.mutate({ id })} />
        <p className={classes.foot}>
          {t('notifications.kept')}{' '}
          <Link className="link" to="/settings/profile#notifications">
            {t('notifications.choose')}
          </Link>
        </p>
      </div>
    </main>
  );
}

function Days({ unread, onOpen }: { unread: boolean; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const list = useNotifications(unread);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error && items.length === 0) return <ProblemState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending)
    return (
      <Late>
        <Skeleton h={200} radius="lg" />
      </Late>
    );
  if (items.length === 0)
    return (
      <div className={classes.none}>
        <EmptyState
          icon={unread ? IconBellCheck : IconBell}
          title={t(unread ? 'notifications.allRead' : 'notifications.none')}
        >
          {unread ? undefined : t('notifications.noneHint')}
        </EmptyState>
      </div>
    );
  const days = new Map<string, Notification[]>();
  for (const one of items) days.set(dayKey(one.at, reader), [...(days.get(dayKey(one.at, reader)) ?? []), one]);
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <Fragment key={day}>
          <h2 className={classes.day}>
            {dayWords(ofDay[0]!.at, now, reader, t('common.today'), t('common.yesterday'))}
          </h2>
          <div className={classes.list}>
            {ofDay.map((notification) => (
              <NotificationItem
                key={notification.id}
                notification={notification}
                dayIsKnown
                onOpen={({ id, readAt }) => readAt === null && onOpen(id)}
              />
            ))}
          </div>
        </Fragment>
      ))}
      {list.hasNextPage && (
        <Button variant="subtle" mt={8} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      )}
    </>
  );
}
