import { ActionIcon, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MenuKey } from '../../../api/call-flow.types';
import { useReason } from './flow-faults';
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
  const reason = useReason();
  const fault = (name: string) => {
    const message = faults[`${path}.${name}`];
    return message && reason(message);
  };
  return (
    <div className={classes.key}>
      <TextInput
        w={fault('digit') ? 160 : 56}
        aria-label={t('callFlow.digit')}
        value={key.digit}
        maxLength={1}
        error={fault('digit')}
        onChange={(event) => onChange({ ...key, digit: event.currentTarget.value })}
      />
      <TextInput
        className="grow"
        aria-label={t('callFlow.label')}
        placeholder={t('callFlow.label')}
        value={key.label}
        error={fault('label')}
        onChange={(event) => onChange({ ...key, label: event.currentTarget.value })}
      />
      <TagsInput
        className="grow"
        aria-label={t('callFlow.words')}
        placeholder={key.words?.length ? undefined : t('callFlow.words')}
        splitChars={[',']}
        acceptValueOnBlur
        value={key.words ?? []}
        error={fault('words')}
        onChange={(words) => onChange({ ...key, words })}
      />
      <ActionIcon variant="subtle" color="gray" aria-label={t('callFlow.removeKey')} onClick={onRemove}>
        <IconTrash size={14} />
      </ActionIcon>
    </div>
  );
}
