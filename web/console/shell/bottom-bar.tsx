import {
  IconBell,
  IconChartBar,
  IconInbox,
  IconLayoutKanban,
  IconRoute,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Count } from '../notifications/bell';
import { useLiveNotifications, useUnread } from '../notifications/notifications.queries';
import { PhoneButton } from '../phone/phone-button';
import { useCan } from '../session/session';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';

const ITEMS = [
  { to: '/queue', icon: IconInbox, label: 'shell.queue', needs: null },
  { to: '/dispatch', icon: IconRoute, label: 'shell.dispatch', needs: 'visits:plan' },
  { to: '/sales', icon: IconLayoutKanban, label: 'shell.sales', needs: 'deals:write' },
  { to: '/customers', icon: IconUsers, label: 'shell.customers', needs: null },
  { to: '/reports', icon: IconChartBar, label: 'shell.reports', needs: 'sla:read' },
  { to: '/settings', icon: IconSettings, label: 'shell.settings', needs: null },
] as const;

export function BottomBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const can = useCan();
  const unread = useUnread();
  useLiveNotifications();
  return (
    <nav className={classes.bottom} aria-label={t('shell.main')}>
      {ITEMS.filter(({ needs }) => needs === null || can(needs)).map(({ to, icon: Shape, label }) => (
        <Link key={to} to={to} aria-current={pathname.startsWith(to) ? 'page' : undefined}>
          <Shape size={20} stroke={1.6} aria-hidden="true" />
          <span>{t(label)}</span>
        </Link>
      ))}
      <Link to="/notifications" aria-current={pathname.startsWith('/notifications') ? 'page' : undefined}>
        <span className={classes.counted}>
          <IconBell size={20} stroke={1.6} aria-hidden="true" />
          <Count unread={unread} />
        </span>
        <span>{t('notifications.short')}</span>
        {unread > 0 && <span className="sr">{t('notifications.countUnread', { count: unread })}</span>}
      </Link>
      <PhoneButton compact />
      <AccountMenu compact />
    </nav>
  );
}
