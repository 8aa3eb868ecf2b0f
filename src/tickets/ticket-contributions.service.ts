import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/tx.js';
import type { Refusal } from '../platform/http/refusal.js';
import type { AnswerView } from './history/explanation.dto.js';

/** What a whole ticket shows of rooms that know tickets, and that tickets do not know. */
export type TicketPart = 'clocks' | 'visits';

type ReadPart = (ticketId: string) => Promise<object[]>;
type Answer = (ticketId: string) => Promise<AnswerView | null>;
type Hindrance = (tx: Tx, ticketId: string) => Promise<Refusal | null>;

/**
 * Rooms above add to a ticket's page and to its "Why?" here, at module start: promises their clocks, dispatch its
 * visits and that nobody solves what waits for one. Whether the reader may see the ticket was asked before.
 */
@Injectable()
export class TicketContributions {
  private readonly parts = new Map<TicketPart, ReadPart>();
  private readonly questions = new Map<string, Answer>();
  private readonly hindrances: Hindrance[] = [];

  addPart(part: TicketPart, read: ReadPart): void {
    if (this.parts.has(part)) throw new Error(`two rooms tell a ticket's ${part}`);
    this.parts.set(part, read);
  }

  /** `question`: a key of the explanation, and of the console's words for it. Null: it has no answer on this ticket. */
  addQuestion(question: string, answer: Answer): void {
    if (this.questions.has(question)) throw new Error(`two rooms answer "${question}"`);
    this.questions.set(question, answer);
  }

  /** The room refuses such a change anyway; this lets whoever changes many, or decides by a rule, leave it out and say so. */
  addHindrance(ask: Hindrance): void {
    this.hindrances.push(ask);
  }

  /** Why the ticket, which is held, may not be solved now. */
  async hindrance(tx: Tx, ticketId: string): Promise<Refusal | null> {
    for (const ask of this.hindrances) {
      const refusal = await ask(tx, ticketId);
      if (refusal) return refusal;
    }
    return null;
  }

  async part(part: TicketPart, ticketId: string): Promise<object[]> {
    return (await this.parts.get(part)?.(ticketId)) ?? [];
  }

  async answers(ticketId: string): Promise<Record<string, AnswerView>> {
    const told = await Promise.all(
      [...this.questions].map(async ([question, answer]) => [question, await answer(ticketId)] as const),
    );
    return Object.fromEntries(told.filter((one): one is [string, AnswerView] => one[1] !== null));
  }
}
