import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

/** One line to take along: a script tag, a link, a secret. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={classes.code}>
      <code className="cut" title={text}>
        {text}
      </code>
      <ActionIcon size={28} aria-label={`${t('common.copy')}: ${label}`} onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? <IconCheck size={16} className="ok" /> : <IconCopy size={16} stroke={1.75} />}
      </ActionIcon>
    </div>
  );
}
