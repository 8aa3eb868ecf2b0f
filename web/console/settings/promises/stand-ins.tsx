import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useUsers } from '../../queue/lookups.queries';
import { useNow } from '../../time/reader';
import { wallTime } from '../../time/wall-time.rules';
import settings from '../settings.module.css';
import classes from './stand-ins.module.css';

/** Somebody else for a while, as the clocks of the rota show it. */
export interface WallStandIn {
  userId: string;
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

export function StandIns({
  standIns,
  zone,
  error,
  onChange,
}: {
  standIns: WallStandIn[];
  zone: string;
  error?: string;
  onChange: (standIns: WallStandIn[]) => void;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const people = (useUsers().data ?? []).filter(({ active }) => active);
  const put = (at: number, change: Partial<WallStandIn>) =>
    onChange(standIns.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const hour = (ms: number) => `${wallTime(zone, new Date(now.getTime() + ms)).slice(0, 13)}:00`;
  return (
    <div>
      <b className={settings.label}>{t('policies.standIns')}</b>
      <p className={settings.small}>{t('policies.standInsHint')}</p>
      {error && (
        <p role="alert" className="bad">
          {error}
        </p>
      )}
      {standIns.map((one, at) => (
        <div key={at} className={classes.row}>
          <Select
            aria-label={t('policies.standInWho', { number: at + 1 })}
            searchable
            allowDeselect={false}
            data={people.map(({ id, name }) => ({ value: id, label: name }))}
            value={one.userId}
            onChange={(userId) => userId && put(at, { userId })}
          />
          <TextInput
            type="datetime-local"
            required
            aria-label={t('policies.standInFrom', { number: at + 1 })}
            value={one.from}
            onChange={(event) => put(at, { from: event.currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            required
            aria-label={t('policies.standInTo', { number: at + 1 })}
            value={one.to}
            onChange={(event) => put(at, { to: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={t('policies.removeStandIn', { number: at + 1 })}
            onClick={() => onChange(standIns.filter((_, index) => index !== at))}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <Button
        mt={standIns.length > 0 ? 8 : 0}
        size="xs"
        variant="default"
        disabled={people.length === 0}
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...standIns, { userId: people[0]!.id, from: hour(0), to: hour(DAY_MS) }])}
      >
        {t('policies.addStandIn')}
      </Button>
    </div>
  );
}
