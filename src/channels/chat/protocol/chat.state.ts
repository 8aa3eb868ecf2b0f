import type { ConnectionStatus } from './connection.js';
import type { WaitingMessage } from './outbox.js';
import type { ChatError, ChatMessage, Conversation, Ended, Team } from './protocol.js';

/** Everything a user interface draws. A new object after every change; nothing in it is changed in place. */
export interface ChatState {
  connection: ConnectionStatus;
  /** When the next try to connect begins (as `scheduler.now()` counts). */
  retryAt: number | undefined;
  refusal: ChatError | undefined;
  /** Null until the first session: the visitor's address and the team are not known before. */
  team: Team | null;
  conversation: Conversation | null;
  /** Where answers go when the visitor leaves. */
  email: string | null;
  /** By seq. Own unacknowledged messages are in `waiting`, never here. */
  messages: readonly ChatMessage[];
  /** How many messages there are before the first of `messages`. */
  earlier: number;
  waiting: readonly WaitingMessage[];
  /** How far the visitor and the team have read. */
  readSeq: number;
  teamReadSeq: number;
  /** Messages of the team that the visitor has not read. */
  unread: number;
  /** Who writes at the moment; an empty name where the server does not say. */
  typing: string | null;
  ended: Ended | null;
}
