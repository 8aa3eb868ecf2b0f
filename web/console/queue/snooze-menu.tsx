import { Button, Menu, Popover, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow, useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { snoozeChoices } from './snooze.rules';

interface Props {
  children: ReactElement;
  onPick: (until: Date, words: string) => void;
  opened?: boolean;
  onChange?: (opened: boolean) => void;
}

/** When to see the ticket again: some usual times, or any. */
export function SnoozeMenu({ children, onPick, opened, onChange }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const [exact, setExact] = useState(false);
  const [at, setAt] = useState('');
  const now = useNow();
  const pick = (until: Date) => onPick(until, shortTime(until, now, reader));
  if (exact) {
    return (
      <Popover opened onClose={() => setExact(false)} trapFocus withRoles>
        <Popover.Target>{children}</Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (at) pick(new Date(at));
              setExact(false);
            }}
          >
            <TextInput
              type="datetime-local"
              label={t('ticket.snoozeUntil')}
              required
              withAsterisk={false}
              value={at}
              onChange={(e) => setAt(e.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" mt={8} fullWidth>
              {t('ticket.snooze')}
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    );
  }
  return (
    <Menu position="bottom-end" opened={opened} onChange={onChange} width={220}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('ticket.snoozeUntil')}</Menu.Label>
        {snoozeChoices(now).map(({ key, at: until }) => (
          <Menu.Item
            key={key}
            rightSection={<span className="dim">{shortTime(until, now, reader)}</span>}
            onClick={() => pick(until)}
          >
            {t(`ticket.snoozeChoices.${key}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => setExact(true)}>{t('ticket.snoozeChoices.exact')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
