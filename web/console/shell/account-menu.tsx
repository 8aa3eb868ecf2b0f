import { Menu } from '@mantine/core';
import {
  IconCircleFilled,
  IconCornerUpLeft,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { identity } from '../../api/identity.api';
import type { Theme } from '../../api/identity.types';
import { PersonMark } from '../../ui/person-mark';
import { useConnected } from '../live/live';
import { ME, useMe, useSignOut } from '../session/session';
import { CHOICES, useAvailability } from './availability';
import classes from './frame.module.css';

const THEMES = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;

export function AccountMenu({ compact }: { compact?: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const connected = useConnected();
  const client = useQueryClient();
  const signOut = useSignOut();
  const availability = useAvailability();
  const theme = useMutation({
    mutationFn: (chosen: Theme) => identity.changeMe({ theme: chosen }),
    onSuccess: (changed) => client.setQueryData(ME, changed),
  });
  return (
    <Menu position={compact ? 'top-end' : 'right-end'} width={232} onOpen={availability.lookAgain}>
      <Menu.Target>
        <button
          type="button"
          className={compact ? undefined : classes.item}
          aria-label={compact ? `${t('shell.me')}: ${me.name}` : t('shell.account', { name: me.name })}
        >
          <PersonMark name={me.name} side="us" size={28} />
          {!compact && <span className={classes.pip} data-state={connected ? availability.state : 'offline'} />}
          {compact && <span>{t('shell.me')}</span>}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '4px 8px 8px' }}>
          <div className="cut" style={{ fontWeight: 600 }}>
            {me.name}
          </div>
          <div className="cut mid" style={{ fontSize: 'var(--text-sm)' }}>
            {me.email}
          </div>
        </div>
        <Menu.Divider />
        {CHOICES.map((choice) => {
          const checked = choice === availability.state;
          return (
            <Menu.Item
              key={choice}
              closeMenuOnClick={false}
              role="menuitemradio"
              aria-checked={checked}
              leftSection={
                choice === 'giveBack' ? (
                  <IconCornerUpLeft size={10} stroke={2.5} className="warn" />
                ) : (
                  <IconCircleFilled size={10} className={choice === 'online' ? 'ok' : 'warn'} />
                )
              }
              rightSection={checked ? '✓' : undefined}
              onClick={() => availability.become(choice)}
            >
              {t(`shell.availability.${choice}`)}
            </Menu.Item>
          );
        })}
        {availability.most > 0 && (
          <div className="dim" style={{ padding: '2px 12px 6px', fontSize: 'var(--text-sm)' }}>
            {t('shell.availability.load', { load: availability.load, most: availability.most })}
          </div>
        )}
        <Menu.Divider />
        {(Object.keys(THEMES) as Theme[]).map((name) => {
          const Shape = THEMES[name];
          return (
            <Menu.Item
              key={name}
              closeMenuOnClick={false}
              role="menuitemradio"
              aria-checked={me.theme === name}
              leftSection={<Shape size={16} stroke={1.75} />}
              rightSection={me.theme === name ? '✓' : undefined}
              onClick={() => theme.mutate(name)}
            >
              {t(`shell.theme.${name}`)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings/profile" leftSection={<IconUser size={16} stroke={1.75} />}>
          {t('shell.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void signOut()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
