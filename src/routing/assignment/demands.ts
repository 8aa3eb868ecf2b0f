import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { highest, languageSkill, skillsOfTags, weightOf, type Demand, type Skills } from './assignment.rules.js';
import type { AllTerms, TeamTerms } from './assignment-terms.service.js';

/** What a ticket is decided by. */
export interface Asking {
  id: string;
  contactId: string;
  inboxId: string | null;
  channels: string[];
  tags: string[];
}

export interface Waited {
  since: Date;
  asked: Record<string, string>;
}

/** What a ticket asks of whoever gets it, however long it has waited. */
export type Wish = Omit<Demand, 'waitingSince' | 'asked'>;

export const demandOf = (wish: Wish, { since, asked }: Waited): Demand => ({
  ...wish,
  waitingSince: since,
  asked: Object.fromEntries(Object.entries(asked).map(([id, at]) => [id, new Date(at)])),
});

/** Reads what a ticket asks for: what its line, its customer and its tags want. */
@Injectable()
export class Demands {
  async of(tx: Tx, ticket: Asking, all: AllTerms, team: TeamTerms): Promise<Wish> {
    const [line, language, knownTo] = await Promise.all([
      ticket.inboxId ? this.ofInbox(tx, ticket.inboxId) : {},
      team.matchLanguage ? this.languageOf(tx, ticket.contactId) : {},
      team.sticky ? this.lastAnswered(tx, ticket.contactId) : null,
    ]);
    return {
      weight: weightOf(ticket.channels, all.weights),
      required: highest([line, language, skillsOfTags(ticket.tags)]),
      knownTo,
    };
  }

  private async ofInbox(tx: Tx, inboxId: string): Promise<Skills> {
    const rows = await tx.query<{ skill: string; level: number }>(
      'select skill, level from inbox_skills where inbox_id = $1',
      [inboxId],
    );
    return Object.fromEntries(rows.map(({ skill, level }) => [skill, level]));
  }

  private async languageOf(tx: Tx, contactId: string): Promise<Skills> {
    const [row] = await tx.query<{ language: string | null }>('select language from contacts where id = $1', [
      contactId,
    ]);
    return row?.language ? { [languageSkill(row.language)]: 1 } : {};
  }

  /** Of the customer's latest tickets: somebody who answered long ago knows them no better than others. */
  private async lastAnswered(tx: Tx, contactId: string): Promise<string | null> {
    const [row] = await tx.query<{ author_id: string }>(
      `select m.author_id from (select id from tickets where contact_id = $1 order by created_at desc limit 10) t
       join messages m on m.ticket_id = t.id
       where m.direction = 'out' and m.author_kind = 'user' and not m.automatic and m.state <> 'cancelled'
         and not (m.meta ? 'thirdParty')
       order by m.at desc limit 1`,
      [contactId],
    );
    return row?.author_id ?? null;
  }
}
