import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../broadcasts/broadcasts.module.css';
import { useNow, useReader } from '../time/reader';
import { TIME_ZONES } from '../time/time-zones';
import { instantIn, wallTime } from '../time/wall-time.rules';

interface Props {
  plannedAt: string | null;
  zone: string | null;
  onChange: (when: { plannedAt: string | null; zone: string | null }) => void;
}

const HOUR = 3_600_000;

/** At once after approval, or at a time. */
export function WhenPart({ plannedAt, zone: given, onChange }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow();
  const zone = given ?? reader.timeZone;
  const [local, setLocal] = useState(() =>
    wallTime(zone, plannedAt ? new Date(plannedAt) : new Date(Date.now() + HOUR)).slice(0, 16),
  );
  const choose = (at: string, inZone: string) => {
    const instant = at ? instantIn(inZone, at) : null;
    onChange({ plannedAt: instant?.toISOString() ?? null, zone: instant ? inZone : null });
  };
  const passed = plannedAt !== null && new Date(plannedAt) <= now;
  return (
    <>
      <SegmentedControl
        aria-label={t('posts.parts.when')}
        data={[
          { value: 'now', label: t('posts.atOnce') },
          { value: 'later', label: t('posts.atTime') },
        ]}
        value={plannedAt ? 'later' : 'now'}
        onChange={(how) => (how === 'now' ? onChange({ plannedAt: null, zone: null }) : choose(local, zone))}
      />
      {plannedAt && (
        <div className={classes.pair}>
          <TextInput
            type="datetime-local"
            label={t('broadcasts.at')}
            error={passed ? t('posts.passed') : undefined}
            value={local}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setLocal(value);
              if (value) choose(value, zone);
            }}
          />
          <Select
            label={t('broadcasts.zone')}
            searchable
            allowDeselect={false}
            data={TIME_ZONES}
            value={zone}
            onChange={(value) => value && choose(local, value)}
          />
        </div>
      )}
    </>
  );
}
