import { TextInput } from '@mantine/core';
import { useSettled } from '../settled';
import { durationWords, minutesFrom } from './duration.rules';

/** Minutes as people write them. Empty is no promise. */
export function DurationField({
  label,
  shown,
  value,
  error,
  onChange,
}: {
  label: string;
  /** In a table the column says it. */
  shown?: boolean;
  value: number | null;
  error?: string;
  onChange: (minutes: number | null) => void;
}) {
  const field = useSettled(value === null ? '' : durationWords(value), (typed) => {
    const minutes = minutesFrom(typed);
    if (minutes !== null || typed.trim() === '') onChange(minutes);
  });
  return <TextInput {...(shown ? { label } : { 'aria-label': label })} placeholder="–" error={error} {...field} />;
}
