import { TextInput } from '@mantine/core';
import { useSettled } from '../settled';
import classes from './hours.module.css';
import { timeFrom } from './week.rules';

/** A time of day that ends at 24:00, which the browser's own field does not know. */
export function TimeField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (time: string) => void;
}) {
  const field = useSettled(value, (typed) => {
    const time = timeFrom(typed);
    if (time) onChange(time);
  });
  return <TextInput aria-label={label} className={classes.time} inputMode="numeric" {...field} />;
}
