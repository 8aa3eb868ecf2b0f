import type { StatusCategory } from '../../tickets/ticket.rules.js';
import type { LineKey, TeamKey } from '../firm.js';
import type { CompanySeed } from '../names.js';

export interface Turn {
  who: 'customer' | 'agent' | 'note';
  /** May hold {names} of things and {one|another} way to say it. */
  text: string;
  /** The agent moves the ticket with it. */
  to?: StatusCategory | 'part' | 'carrier';
  /** Answers what the customer said first, which stands above it. */
  quotesFirst?: true;
}

/** A story that happens again and again, each time with other people and other things. */
export interface Scene {
  language: 'pt' | 'en';
  via: LineKey;
  team: TeamKey;
  /** Whose customers live it; everybody's where it is not said. */
  at?: readonly CompanySeed['has'][];
  /** Said under a post, where everybody reads it. */
  public?: boolean;
  subject: string;
  type: 'question' | 'incident' | 'problem' | 'task';
  priority: 1 | 2 | 3 | 4;
  mode?: 'digital' | 'visit' | 'in_person';
  tags: readonly string[];
  turns: readonly Turn[];
  /** How often it happens, beside the others. */
  weight?: number;
}

export const customer = (text: string): Turn => ({ who: 'customer', text });
export const agent = (text: string, to?: Turn['to']): Turn => ({ who: 'agent', text, ...(to && { to }) });
export const quoting = (text: string, to?: Turn['to']): Turn => ({ ...agent(text, to), quotesFirst: true });
export const note = (text: string, to?: Turn['to']): Turn => ({ who: 'note', text, ...(to && { to }) });
