import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import type { Ticket } from '../../api/tickets.types';
import { PersonMark } from '../../ui/person-mark';
import { useUsers } from '../queue/lookups.queries';
import { useMe } from '../session/session';
import { filledIn } from './canned.rules';
import classes from './composer.module.css';
import type { Trigger } from './field';

interface Props {
  trigger: Trigger;
  ticket: Ticket;
  onPick: (text: string, mention?: string) => void;
  onClose: () => void;
}

interface Option {
  id: string;
  name: string;
  detail: string;
  text: string;
  mention?: string;
}

/** Canned replies after `/`, people after `@`; arrows and Enter choose while the caret stays in the text. */
export function Suggestions({ trigger, ticket, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const users = useUsers();
  const canned = useQuery({ queryKey: ['canned-replies'], queryFn: tickets.cannedReplies, staleTime: 60_000 });
  const [at, setAt] = useState(0);
  const wanted = trigger.typed.toLocaleLowerCase();
  const options: Option[] =
    trigger.sign === '@'
      ? (users.data ?? [])
          .filter((user) => user.active && user.name.toLocaleLowerCase().includes(wanted))
          .map((user) => ({
            id: user.id,
            name: user.name,
            detail: user.email,
            text: `@${user.name} `,
            mention: user.id,
          }))
      : (canned.data ?? [])
          .filter((reply) => `${reply.shortcut} ${reply.title}`.toLocaleLowerCase().includes(wanted))
          .map((reply) => ({
            id: reply.id,
            name: `/${reply.shortcut.replace(/^\//, '')}`,
            detail: reply.title,
            text: filledIn(reply.text, {
              contact: ticket.contact.name,
              agent: me.name,
              number: ticket.number,
              subject: ticket.subject,
              company: ticket.company?.name,
            }),
          }));
  const shown = options.slice(0, 8);
  const chosen = shown[Math.min(at, shown.length - 1)];
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'ArrowDown') setAt((before) => (before + 1) % Math.max(1, shown.length));
      else if (event.key === 'ArrowUp') setAt((before) => (before - 1 + shown.length) % Math.max(1, shown.length));
      else if (event.key === 'Escape') onClose();
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.metaKey && !event.ctrlKey) {
        if (chosen) onPick(chosen.text, chosen.mention);
        else onClose();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [shown.length, chosen, onPick, onClose]);
  if (shown.length === 0 && wanted) return null;
  return (
    <div
      className={classes.suggestions}
      role="listbox"
      aria-label={t(trigger.sign === '@' ? 'composer.mention' : 'composer.canned')}
    >
      {shown.length === 0 && (
        <p className={classes.none}>{t(trigger.sign === '@' ? 'composer.nobody' : 'composer.noCanned')}</p>
      )}
      {shown.map((option) => (
        <button
          key={option.id}
          type="button"
          role="option"
          aria-selected={option === chosen}
          className={classes.suggestion}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(option.text, option.mention)}
        >
          {trigger.sign === '@' && <PersonMark name={option.name} side="us" />}
          <b>{option.name}</b>
          <span className="cut mid">{option.detail}</span>
        </button>
      ))}
      {chosen && trigger.sign === '/' && (
        <p className={`${classes.none} cut`} style={{ borderTop: '1px solid var(--line)' }}>
          {chosen.text}
        </p>
      )}
    </div>
  );
}
