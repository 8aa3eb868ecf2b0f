import type { Socket } from 'socket.io';
import type { Actor } from '../platform/http/access.decorators.js';

export interface AgentSocketData {
  actor: Actor;
  /** The ticket that is open in this tab. */
  viewing: string | null;
  typing: boolean;
  /** What this socket asked to follow is done in its order: the last word counts. */
  following?: Promise<unknown>;
}
type Handlers = Record<string, (...args: never[]) => void>;
export type AgentSocket = Socket<Handlers, Handlers, Handlers, AgentSocketData>;
