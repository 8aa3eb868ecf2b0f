import { ActionIcon, Popover, Skeleton, Tooltip } from '@mantine/core';
import { IconBell, IconChecks, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/empty-state';
import { Late } from '../../ui/late';
import { ProblemState } from '../feedback/problem-state';
import frame from '../shell/frame.module.css';
import { NotificationItem } from './notification-item';
import { useNewest, useRead, useUnread } from './notifications.queries';
import classes from './notifications.module.css';
import { countWords } from './sentence.rules';

/** How many are unread, and the latest of them at hand. */
export function Bell({ current }: { current: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const unread = useUnread();
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="right-end"
      offset={12}
      trapFocus
      returnFocus
      shadow="md"
      width={440}
    >
      <Popover.Target>
        <Tooltip label={t('notifications.title')} position="right" disabled={open}>
          <button
            type="button"
            className={frame.item}
            aria-label={unread ? t('notifications.bell', { count: unread }) : t('notifications.title')}
            aria-current={current ? 'page' : undefined}
            onClick={() => setOpen(!open)}
          >
            <IconBell size={20} stroke={1.6} aria-hidden="true" />
            <Count unread={unread} />
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={classes.pop} aria-label={t('notifications.title')}>
        <Latest unread={unread} onClose={() => setOpen(false)} />
      </Popover.Dropdown>
      <span className="sr" role="status">
        {unread > 0 && t('notifications.bell', { count: unread })}
      </span>
    </Popover>
  );
}

/** Beside the bell, wherever it stands. */
export function Count({ unread }: { unread: number }) {
  if (unread === 0) return null;
  return (
    <span className={classes.count} aria-hidden="true">
      {countWords(unread)}
    </span>
  );
}

function Latest({ unread, onClose }: { unread: number; onClose: () => void }) {
  const { t } = useTranslation();
  const newest = useNewest();
  const read = useRead();
  const items = newest.data?.items ?? [];
  return (
    <>
      <header className={classes.popHead}>
        <h2>{t('notifications.title')}</h2>
        <Tooltip label={t('notifications.readAll')}>
          {/* It stays when there is nothing left to read: whoever pressed it would lose their place. */}
          <ActionIcon
            aria-label={t('notifications.readAll')}
            aria-disabled={unread === 0}
            style={unread === 0 ? { opacity: 0.4, cursor: 'default' } : undefined}
            onClick={() => unread > 0 && read.mutate('all')}
          >
            <IconChecks size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t('notifications.choose')}>
          <ActionIcon
            component={Link}
            to="/settings/profile#notifications"
            aria-label={t('notifications.choose')}
            onClick={onClose}
          >
            <IconSettings size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div className={classes.popList}>
        {newest.error && items.length === 0 && (
          <ProblemState error={newest.error} onRetry={() => void newest.refetch()} />
        )}
        {newest.isPending && (
          <Late>
            <div className={classes.wait}>
              <Skeleton h={40} />
              <Skeleton h={40} />
            </div>
          </Late>
        )}
        {newest.isSuccess && items.length === 0 && (
          <EmptyState icon={IconBell} title={t('notifications.none')}>
            {t('notifications.noneHint')}
          </EmptyState>
        )}
        {items.map((notification) => (
          <NotificationItem
            key={notification.id}
            notification={notification}
            onOpen={({ id, readAt }) => {
              if (readAt === null) read.mutate({ id });
              onClose();
            }}
          />
        ))}
      </div>
      {items.length > 0 && (
        <Link to="/notifications" className={classes.popFoot} onClick={onClose}>
          {t('notifications.all')}
        </Link>
      )}
    </>
  );
}
