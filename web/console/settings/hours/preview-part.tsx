import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hours } from '../../../api/hours.api';
import type { CalendarValues } from '../../../api/hours.types';
import { wordsOf } from '../../feedback/notify';
import { useNow, useReader } from '../../time/reader';
import { clockTime, dayKey, shortTime, type Reader } from '../../time/time';
import { DurationField } from '../promises/duration-field';
import { durationWords } from '../promises/duration.rules';
import settings from '../settings.module.css';
import classes from './hours.module.css';
import { PausesField, type WallPause } from './pauses-field';
import { instantIn } from '../../time/wall-time.rules';

/** When would it be due? Asked of the server, with the hours as they stand in the form, saved or not. */
export function PreviewPart({ calendar }: { calendar: CalendarValues }) {
  const { t } = useTranslation();
  const now = useNow();
  const { language } = useReader();
  // Everything here is said as the clocks of the calendar show it.
  const reader: Reader = { language, timeZone: calendar.timezone };
  const local = (at: Date) => `${dayKey(at, reader)}T${clockTime(at, reader)}`;
  const [question, setQuestion] = useState<'due' | 'between'>('due');
  const [start, setStart] = useState(() => local(now));
  const [end, setEnd] = useState(() => local(new Date(now.getTime() + 86_400_000)));
  const [minutes, setMinutes] = useState<number | null>(240);
  const [pauses, setPauses] = useState<WallPause[]>([]);
  const instant = (wall: string) => instantIn(calendar.timezone, wall).toISOString();
  const asking = useMutation({
    meta: { quiet: true },
    mutationFn: () =>
      hours.preview({
        calendar: {
          timezone: calendar.timezone,
          hours: calendar.hours,
          exceptions: calendar.exceptions,
          holidays: calendar.holidays,
        },
        start: instant(start),
        ...(question === 'due' ? { minutes } : { end: instant(end) }),
        ...(pauses.length > 0 && { pauses: pauses.map(({ from, to }) => ({ from: instant(from), to: instant(to) })) }),
      }),
  });
  const answer = asking.data;
  return (
    <>
      <SegmentedControl
        mb={12}
        aria-label={t('hours.preview')}
        data={[
          { value: 'due', label: t('hours.askDue') },
          { value: 'between', label: t('hours.askBetween') },
        ]}
        value={question}
        onChange={(value) => {
          setQuestion(value as typeof question);
          asking.reset();
        }}
      />
      <form
        className={settings.two}
        style={{ marginTop: 0 }}
        onSubmit={(event) => {
          event.preventDefault();
          asking.mutate();
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('hours.from')}
          required
          withAsterisk={false}
          value={start}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        {question === 'due' ? (
          <DurationField label={t('hours.length')} shown value={minutes} onChange={setMinutes} />
        ) : (
          <TextInput
            type="datetime-local"
            label={t('hours.until')}
            required
            withAsterisk={false}
            value={end}
            onChange={(event) => setEnd(event.currentTarget.value)}
          />
        )}
        <div style={{ gridColumn: '1 / -1' }}>
          <PausesField
            pauses={pauses}
            first={{ from: start, to: local(new Date(instantIn(calendar.timezone, start).getTime() + 3_600_000)) }}
            onChange={setPauses}
          />
        </div>
        <Button type="submit" variant="default" loading={asking.isPending} style={{ justifySelf: 'start' }}>
          {t('hours.ask')}
        </Button>
      </form>
      {asking.error && (
        <p role="alert" className="bad" style={{ marginTop: 12 }}>
          {wordsOf(asking.error)}
        </p>
      )}
      {answer && (
        <div className={classes.answer} aria-live="polite">
          <span className="mid">{t(answer.due ? 'hours.dueAt' : 'hours.counted')}</span>
          <strong>
            {answer.due ? shortTime(answer.due, now, reader) : durationWords(Math.round(answer.minutes ?? 0))}
          </strong>
          <ol>
            {answer.segments.map((segment) => (
              <li key={segment.from}>
                <span>
                  {shortTime(segment.from, now, reader)} – {shortTime(segment.to, now, reader)}
                </span>
                <span>{durationWords(Math.round(segment.minutes))}</span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </>
  );
}
