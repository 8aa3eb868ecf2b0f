import { Menu } from '@mantine/core';
import { IconCircleFilled, IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { identity } from '../../api/identity.api';
import type { Availability, Theme } from '../../api/identity.types';
import { PersonMark } from '../../ui/person-mark';
import { chosenAvailability, useLive } from '../live/live';
import { ME, useMe, useSignOut } from '../session/session';
import classes from './frame.module.css';

const THEMES = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;

export function AccountMenu({ compact }: { compact?: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const live = useLive();
  const client = useQueryClient();
  const signOut = useSignOut();
  const [availability, setAvailability] = useState<Availability>(chosenAvailability);
  const theme = useMutation({
    mutationFn: (chosen: Theme) => identity.changeMe({ theme: chosen }),
    onSuccess: (changed) => client.setQueryData(ME, changed),
  });
  const become = (state: 'online' | 'away') => {
    live.availability(state);
    setAvailability(state);
  };
  return (
    <Menu position={compact ? 'top-end' : 'right-end'} width={232}>
      <Menu.Target>
        <button
          type="button"
          className={compact ? undefined : classes.item}
          aria-label={compact ? `${t('shell.me')}: ${me.name}` : t('shell.account', { name: me.name })}
        >
          <PersonMark name={me.name} side="us" size={28} />
          {!compact && <span className={classes.pip} data-state={live.connected ? availability : 'offline'} />}
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
        {(['online', 'away'] as const).map((state) => (
          <Menu.Item
            key={state}
            closeMenuOnClick={false}
            role="menuitemradio"
            aria-checked={availability === state}
            leftSection={<IconCircleFilled size={10} className={state === 'online' ? 'ok' : 'warn'} />}
            rightSection={availability === state ? '✓' : undefined}
            onClick={() => become(state)}
          >
            {t(`shell.availability.${state}`)}
          </Menu.Item>
        ))}
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
