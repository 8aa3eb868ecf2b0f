import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { newId } from '../platform/ids.js';

export interface OptOut {
  word: string;
  at: Date;
}

/** `broadcasts`: nothing more that goes to many, while a question is still answered. `everything`: nothing at all. */
export type OptOutScope = 'everything' | 'broadcasts';

const MAX_WORD = 200;

/** Who wants nothing more from which line, since when and by which word. Ended ones stay as the record. */
@Injectable()
export class OptOuts {
  constructor(private readonly clock: Clock) {}

  /** Saying it twice changes nothing: the first word counts. */
  async withdraw(
    tx: Tx,
    inboxId: string,
    identityId: string,
    word: string,
    scope: OptOutScope = 'everything',
  ): Promise<void> {
    await tx.query(
      `insert into opt_outs (id, inbox_id, identity_id, word, at, scope) values ($1, $2, $3, $4, $5, $6)
       on conflict (inbox_id, identity_id, scope) where ended_at is null do nothing`,
      [newId(), inboxId, identityId, word.slice(0, MAX_WORD), this.clock.now(), scope],
    );
  }

  /** Who wants everything again also wants what goes to many. */
  async give(
    tx: Tx,
    inboxId: string,
    identityId: string,
    word: string,
    scope: OptOutScope = 'everything',
  ): Promise<void> {
    await tx.query(
      `update opt_outs set ended_at = $3, ended_word = $4
       where inbox_id = $1 and identity_id = $2 and ended_at is null and ($5 = 'everything' or scope = $5)`,
      [inboxId, identityId, this.clock.now(), word.slice(0, MAX_WORD), scope],
    );
  }

  /** By the conversation, because that is what is said in. `about`: whether it answers one person or goes to many. */
  async of(
    tx: Pick<Tx, 'query'>,
    conversationId: string,
    about: 'answer' | 'broadcast' = 'answer',
  ): Promise<OptOut | null> {
    const [row] = await tx.query<OptOut>(
      `select word, at from (
         select o.word, o.at from conversations c
         join opt_outs o on o.inbox_id = c.inbox_id and o.identity_id = c.identity_id and o.ended_at is null
         where c.id = $1 and (o.scope = 'everything' or $2 = 'broadcast')
         union all
         select f.wording, f.at from conversations c join consents f on f.contact_id = c.contact_id
         where c.id = $1 and f.state = 'withdrawn' and f.superseded_at is null and (f.channel is null or f.channel = c.channel)
           and (f.purpose = 'everything' or (f.purpose = 'broadcasts' and $2 = 'broadcast'))
       ) said order by at limit 1`,
      [conversationId, about],
    );
    return row ?? null;
  }
}
