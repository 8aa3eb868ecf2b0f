import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/tickets.types';
import classes from './composer.module.css';

/** Which message the answer is for, until it is sent or somebody thinks again. */
export function QuotingNote({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const words = message.text.replace(/\s+/g, ' ').trim() || (message.attachments[0]?.name ?? '');
  return (
    <div className={classes.quoting}>
      <div className={classes.quotingWords}>
        <b className="cut">{t('composer.answersTo', { name: message.from.name ?? message.from.address ?? '' })}</b>
        <span className="cut">{words}</span>
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label={t('composer.answerNoSingle')} onClick={onClose}>
        <IconX size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
