import { IconInbox, IconSettings, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';

const ITEMS = [
  { to: '/queue', icon: IconInbox, label: 'shell.queue' },
  { to: '/customers', icon: IconUsers, label: 'shell.customers' },
  { to: '/settings', icon: IconSettings, label: 'shell.settings' },
] as const;

export function BottomBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <nav className={classes.bottom} aria-label={t('shell.main')}>
      {ITEMS.map(({ to, icon: Shape, label }) => (
        <Link key={to} to={to} aria-current={pathname.startsWith(to) ? 'page' : undefined}>
          <Shape size={20} stroke={1.6} aria-hidden="true" />
          <span>{t(label)}</span>
        </Link>
      ))}
      <AccountMenu compact />
    </nav>
  );
}
