import { defineEvents } from '../platform/outbox/events.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    'ticket.created': { ticketId: string; number: number; seq: number; assigneeId: string | null };
    /** Something about the ticket changed. The events `fromSeq` to `seq` say what; `changed`: the names of its fields. */
    'ticket.changed': {
      ticketId: string;
      fromSeq: number;
      seq: number;
      version: number;
      changed: string[];
      teamId: string | null;
      assigneeId: string | null;
    };
    'ticket.merged': { mergeId: string; winnerId: string; loserId: string };
    'ticket.unmerged': { mergeId: string; winnerId: string; loserId: string };
    'ticket.split': { fromId: string; toId: string };
    /** A note called these people. */
    'note.mentioned': { ticketId: string; messageId: string; userIds: string[]; byId: string | null };
  }
}
defineEvents('ticket.created', 'ticket.changed', 'ticket.merged', 'ticket.unmerged', 'ticket.split', 'note.mentioned');
