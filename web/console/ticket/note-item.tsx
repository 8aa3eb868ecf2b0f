import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '../../api/tickets.types';
import { PersonMark } from '../../ui/person-mark';
import { useUsers } from '../queue/lookups.queries';
import { useNow, useReader } from '../time/reader';
import { fullTime, shortTime } from '../time/time';
import { Attachments } from './attachments';
import { LinkedText } from './linked-text';
import { nameOf } from './mail-item';
import classes from './timeline.module.css';

/** Yellow: the customer never sees it. */
export function NoteItem({ message }: { message: Message }) {
  const { t } = useTranslation();
  const reader = useReader();
  const now = useNow(60_000);
  const users = useUsers();
  const names = (users.data ?? []).map((user) => `@${user.name}`).toSorted((a, b) => b.length - a.length);
  const mark = (text: string) => {
    const pattern = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    if (!pattern) return text;
    return text.split(new RegExp(`(${pattern})`, 'g')).map((piece, index) =>
      index % 2 === 1 ? (
        <span key={index} className={classes.mention}>
          {piece}
        </span>
      ) : (
        piece
      ),
    );
  };
  return (
    <article className={classes.item} aria-label={t('ticket.noteFrom', { name: nameOf(message.from) })}>
      <PersonMark name={nameOf(message.from)} side="us" size={28} />
      <div className={classes.note}>
        <div className={classes.head}>
          <b className="cut">{nameOf(message.from)}</b>
          <span className={classes.channel}>
            <IconLock size={14} stroke={1.75} aria-hidden="true" />
            {t('ticket.note')}
          </span>
          <time className={classes.at} dateTime={message.at} title={fullTime(message.at, reader)}>
            {shortTime(message.at, now, reader)}
          </time>
        </div>
        <div className={classes.body}>
          <LinkedText text={message.text} mark={mark} />
        </div>
        {message.attachments.length > 0 && (
          <div className={classes.foot}>
            <Attachments files={message.attachments} />
          </div>
        )}
      </div>
    </article>
  );
}
