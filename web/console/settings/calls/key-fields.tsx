import { ActionIcon, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MenuKey } from '../../../api/call-flow.types';
import classes from './flow.module.css';

interface Props {
  of: MenuKey;
  path: string;
  faults: Record<string, string>;
  onChange: (key: MenuKey) => void;
  onRemove: () => void;
}

export function KeyFields({ of: key, path, faults, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.key}>
      <TextInput
        w={56}
        aria-label={t('callFlow.digit')}
        value={key.digit}
        maxLength={1}
        error={Boolean(faults[`${path}.digit`])}
        onChange={(event) => onChange({ ...key, digit: event.currentTarget.value })}
      />
      <TextInput
        className="grow"
        aria-label={t('callFlow.label')}
        placeholder={t('callFlow.label')}
        value={key.label}
        error={Boolean(faults[`${path}.label`])}
        onChange={(event) => onChange({ ...key, label: event.currentTarget.value })}
      />
      <TagsInput
        className="grow"
        aria-label={t('callFlow.words')}
        placeholder={key.words?.length ? undefined : t('callFlow.words')}
        splitChars={[',']}
        acceptValueOnBlur
        value={key.words ?? []}
        onChange={(words) => onChange({ ...key, words })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('callFlow.removeKey')} onClick={onRemove}>
        <IconTrash size={14} />
      </ActionIcon>
    </div>
  );
}
