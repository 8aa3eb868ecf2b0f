import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './hours.module.css';

/** As a clock on the wall shows them. */
export interface WallPause {
  from: string;
  to: string;
}

/** Times that do not count, as while a ticket waits for its customer. `first`: what a new one begins with. */
export function PausesField({
  pauses,
  first,
  onChange,
}: {
  pauses: WallPause[];
  first: WallPause;
  onChange: (pauses: WallPause[]) => void;
}) {
  const { t } = useTranslation();
  const put = (at: number, change: Partial<WallPause>) =>
    onChange(pauses.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div>
      {pauses.map((pause, at) => (
        <div key={at} className={classes.pause}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="datetime-local"
              required
              aria-label={t(`hours.pause.${end}`, { number: at + 1 })}
              value={pause[end]}
              onChange={(event) => put(at, { [end]: event.currentTarget.value })}
            />
          ))}
          <ActionIcon
            aria-label={t('hours.pause.remove', { number: at + 1 })}
            onClick={() => onChange(pauses.filter((_, index) => index !== at))}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...pauses, first])}
      >
        {t('hours.pause.add')}
      </Button>
    </div>
  );
}
