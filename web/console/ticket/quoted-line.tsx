import { IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Quoted } from '../../api/tickets.types';
import { useQuoting } from './quoting';
import classes from './timeline.module.css';

/** What a message answers, in one line; a press shows it where it was said. */
export function QuotedLine({ quoted }: { quoted: Quoted }) {
  const { t } = useTranslation();
  const { seek } = useQuoting();
  const { id, seq } = quoted;
  const words = quoted.unsent
    ? t('ticket.takenBack')
    : quoted.text || quoted.file || t(quoted.direction ? 'ticket.quotedNothing' : 'ticket.quotedUnknown');
  const content = (
    <>
      {quoted.name && <b>{quoted.name}</b>}
      <span className={classes.quotedText}>
        {!quoted.text && quoted.file && <IconPaperclip size={14} stroke={1.75} aria-hidden="true" />}
        <span className="cut">{words}</span>
      </span>
    </>
  );
  if (!id || seq === null) return <span className={classes.quotedLine}>{content}</span>;
  return (
    <button
      type="button"
      className={classes.quotedLine}
      title={t('ticket.showQuoted')}
      onClick={() => seek({ id, seq })}
    >
      <span className="sr">{t('ticket.answersTo')} </span>
      {content}
    </button>
  );
}
