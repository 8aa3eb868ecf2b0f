import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/client';
import { tickets } from '../../api/tickets.api';
import type { Attachment, FilledTemplate, Ticket } from '../../api/tickets.types';
import { offerUndo, say, sayProblem } from '../feedback/notify';
import { useTicketActions } from '../queue/ticket-actions';
import { useReader } from '../time/reader';
import { shortTime } from '../time/time';
import { messagesOf } from '../ticket/ticket.queries';
import type { AnswerLine } from './lines.rules';
import { newId } from '../../api/ids';

export interface Sending {
  kind: 'reply' | 'note';
  text: string;
  html?: string;
  line: AnswerLine | null;
  files: Attachment[];
  mentions: string[];
  /** The one message that it answers. */
  quotes?: string;
  cc?: string[];
  bcc?: string[];
  seenSeq: number;
  undoSeconds: number;
  solve?: boolean;
  sendAt?: Date;
  /** An approved text, instead of one's own words. */
  template?: FilledTemplate;
  /** The agent has been asked and sends over the newer message. */
  anyway?: boolean;
}

interface Options {
  onSent: () => void;
  /** A message that was taken back in time: its text belongs into the field again. */
  onTakenBack: (before: { text: string; html?: string; files: Attachment[] }) => void;
}

export function useSend(ticket: Ticket, { onSent, onTakenBack }: Options) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reader = useReader();
  const { refresh } = useTicketActions();
  const [sending, setSending] = useState(false);
  const [newer, setNewer] = useState(false);

  const takeBack = async (messageId: string, what: Sending) => {
    await tickets.cancelMessage(messageId);
    onTakenBack(what);
    await refresh();
  };
  const announce = (messageId: string, what: Sending) => {
    if (what.sendAt) {
      const at = shortTime(what.sendAt, new Date(), reader);
      offerUndo(t('composer.scheduled', { at }), () => takeBack(messageId, what));
    } else if (what.kind === 'reply' && what.undoSeconds > 0) {
      offerUndo(t('composer.sent'), () => takeBack(messageId, what), what.undoSeconds * 1000);
    } else if (what.solve) {
      say(t('composer.sentAndSolved'));
    }
  };
  const send = async (what: Sending) => {
    if (sending) return;
    setSending(true);
    try {
      const message = await tickets.say(ticket.id, {
        kind: what.kind,
        text: what.template ? undefined : what.text,
        template: what.template,
        html: what.html || undefined,
        channel: what.line?.channel,
        conversationId: what.line?.conversationId ?? undefined,
        inboxId: what.line?.conversationId ? undefined : (what.line?.inboxId ?? undefined),
        privately: what.line?.privately || undefined,
        quotes: what.template ? undefined : what.quotes,
        attachments: what.files.length ? what.files.map((file) => file.id) : undefined,
        mentions: what.mentions.length ? what.mentions : undefined,
        cc: what.cc?.length ? what.cc : undefined,
        bcc: what.bcc?.length ? what.bcc : undefined,
        clientId: newId(),
        seenSeq: what.anyway || what.kind === 'note' ? undefined : what.seenSeq,
        sendAt: what.sendAt?.toISOString(),
        solve: what.solve,
      });
      setNewer(false);
      onSent();
      announce(message.id, what);
      await refresh();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'newer_message') {
        setNewer(true);
        await client.invalidateQueries({ queryKey: messagesOf(ticket.id) });
      } else sayProblem(error);
    } finally {
      setSending(false);
    }
  };
  return { send: (what: Sending) => void send(what), sending, newer, dismiss: () => setNewer(false) };
}
