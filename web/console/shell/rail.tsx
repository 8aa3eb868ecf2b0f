import { Tooltip } from '@mantine/core';
import { IconSearch, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { DeskBell } from '../../ui/desk-bell';
import { MOD } from '../../ui/key-cap';
import { Bell } from '../notifications/bell';
import { PhoneButton } from '../phone/phone-button';
import { AccountMenu } from './account-menu';
import classes from './frame.module.css';
import { usePlaces, type Place } from './places';

function Item({ to, icon: Shape, label, keys, current }: Place) {
  return (
    <Tooltip label={`${label}  ${keys}`} position="right">
      <Link className={classes.item} to={to} aria-label={label} aria-current={current ? 'page' : undefined}>
        <Shape size={20} stroke={1.6} aria-hidden="true" />
      </Link>
    </Tooltip>
  );
}

export function Rail({ onPalette }: { onPalette: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const places = usePlaces();
  const settings = pathname.startsWith('/settings');
  return (
    <nav className={classes.rail} aria-label={t('shell.main')}>
      <Link className={classes.mark} to="/queue" aria-label="Frontdesk">
        <DeskBell />
      </Link>
      {places.map((place) => (
        <Item key={place.to} {...place} />
      ))}
      <span className="grow" />
      <PhoneButton />
      <Bell current={pathname.startsWith('/notifications')} />
      <Tooltip label={`${t('shell.find')}  ${MOD} K`} position="right">
        <button type="button" className={classes.item} aria-label={t('shell.find')} onClick={onPalette}>
          <IconSearch size={20} stroke={1.6} aria-hidden="true" />
        </button>
      </Tooltip>
      <Item to="/settings" icon={IconSettings} label={t('shell.settings')} keys="g t" current={settings} />
      <AccountMenu />
    </nav>
  );
}
