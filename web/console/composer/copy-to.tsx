import { TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './composer.module.css';

type Copies = { cc: string[]; bcc: string[] };

export function CopyTo({ copies, onChange }: { copies: Copies; onChange: (copies: Copies) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.copies}>
      {(['cc', 'bcc'] as const).map((name) => (
        <TagsInput
          key={name}
          variant="unstyled"
          px={12}
          aria-label={t(`composer.${name}`)}
          placeholder={copies[name].length ? undefined : t(`composer.${name}`)}
          splitChars={[',', ';', ' ']}
          value={copies[name]}
          onChange={(addresses) => onChange({ ...copies, [name]: addresses })}
        />
      ))}
    </div>
  );
}
