import { Menu } from '@mantine/core';
import { IconBell, IconDots, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Count } from '../notifications/bell';
import { useUnread } from '../notifications/notifications.queries';
import { PhoneButton } from '../phone/phone-button';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';
import { usePlaces, type Place } from './places';

/** What is worth a place where a thumb reaches; the others are one touch further. */
const FIRST = ['/queue', '/dispatch', '/customers'];

export function BottomBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const unread = useUnread();
  const places = usePlaces();
  const settings: Place = {
    to: '/settings',
    icon: IconSettings,
    label: t('shell.settings'),
    keys: '',
    current: pathname.startsWith('/settings'),
  };
  return (
    <nav className={classes.bottom} aria-label={t('shell.main')}>
      {places
        .filter(({ to }) => FIRST.includes(to))
        .map(({ to, icon: Shape, label, current }) => (
          <Link key={to} to={to} aria-current={current ? 'page' : undefined}>
            <Shape size={20} stroke={1.6} aria-hidden="true" />
            <span>{label}</span>
          </Link>
        ))}
      <More places={[...places.filter(({ to }) => !FIRST.includes(to)), settings]} />
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

function More({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const here = places.find(({ current }) => current);
  return (
    <Menu position="top" width={232}>
      <Menu.Target>
        <button type="button" aria-current={here ? 'page' : undefined}>
          <IconDots size={20} stroke={1.6} aria-hidden="true" />
          <span>{t('shell.more')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ to, icon: Shape, label, current }) => (
          <Menu.Item
            key={to}
            component={Link}
            to={to}
            aria-current={current ? 'page' : undefined}
            leftSection={<Shape size={18} stroke={1.6} aria-hidden="true" />}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
