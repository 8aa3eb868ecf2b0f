import { Menu, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonMark } from '../../ui/person-mark';
import { useMe } from '../session/session';
import { useUsers } from './lookups.queries';

interface Props {
  children: ReactElement;
  onPick: (id: string | null, name?: string) => void;
  current?: string | null;
  opened?: boolean;
  onChange?: (opened: boolean) => void;
}

/** Whose it is to be: me first, then everybody by name. */
export function PersonPicker({ children, onPick, current, opened, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const users = useUsers();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const others = (users.data ?? [])
    .filter((user) => user.active && user.id !== me.id && user.name.toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Menu position="bottom-start" width={240} opened={opened} onChange={onChange} onClose={() => setTyped('')}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <TextInput
          aria-label={t('ticket.findPerson')}
          placeholder={t('ticket.findPerson')}
          value={typed}
          onChange={(e) => setTyped(e.currentTarget.value)}
          data-autofocus
          mb={4}
        />
        <div style={{ maxHeight: 280, overflow: 'auto' }}>
          {me.name.toLocaleLowerCase().includes(wanted) && (
            <Menu.Item
              leftSection={<PersonMark name={me.name} side="us" />}
              rightSection={current === me.id ? '✓' : <span className="dim">{t('queue.me')}</span>}
              onClick={() => onPick(me.id, me.name)}
            >
              {me.name}
            </Menu.Item>
          )}
          {others.slice(0, 50).map((user) => (
            <Menu.Item
              key={user.id}
              leftSection={<PersonMark name={user.name} side="us" />}
              rightSection={current === user.id ? '✓' : undefined}
              onClick={() => onPick(user.id, user.name)}
            >
              {user.name}
            </Menu.Item>
          ))}
          {!wanted && (
            <Menu.Item leftSection={<PersonMark />} onClick={() => onPick(null)}>
              {t('queue.nobody')}
            </Menu.Item>
          )}
        </div>
      </Menu.Dropdown>
    </Menu>
  );
}
