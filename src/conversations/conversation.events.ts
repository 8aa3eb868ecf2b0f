import { defineEvents } from '../platform/outbox/events.js';
import type { Direction, MessageKind, MessageState } from './message.entity.js';

declare module '../platform/outbox/events.js' {
  interface Events {
    /** Something was said: received, written, or noted. */
    'message.recorded': {
      messageId: string;
      conversationId: string;
      ticketId: string;
      direction: Direction;
      kind: MessageKind;
      channel: string;
      state: MessageState;
      automatic: boolean;
      /** Between a third party and us: it answers nothing that the customer asked. */
      thirdParty?: boolean;
      /** An invitation of a calendar, or an answer to one, came with it (RFC 5546). */
      invitation?: boolean;
    };
    /** Files came in, or were copied: by the keys of their contents. */
    'files.arrived': { blobKeys: string[] };
    /** An outbound message moved on: sent, delivered, read, failed … */
    'message.state-changed': {
      messageId: string;
      conversationId: string;
      ticketId: string;
      channel: string;
      state: MessageState;
    };
    /** What the provider calls an outbound message is known only now: a receipt had moved it on already. */
    'message.named': { messageId: string; conversationId: string };
    /** The customer's or the agents' read mark moved, a rating was given, or the conversation ended. */
    'conversation.changed': {
      conversationId: string;
      ticketId: string;
      channel: string;
      what: 'read' | 'agent-read' | 'rated' | 'ended';
    };
  }
}
defineEvents('files.arrived', 'message.recorded', 'message.state-changed', 'message.named', 'conversation.changed');
