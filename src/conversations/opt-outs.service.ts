import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { newId } from '../platform/ids.js';

export interface OptOut {
  word: string;
  at: Date;
}

const MAX_WORD = 200;

/** Who wants nothing more from which line, since when and by which word. Ended ones stay as the record. */
@Injectable()
export class OptOuts {
  constructor(private readonly clock: Clock) {}

  /** Saying it twice changes nothing: the first word counts. */
  async withdraw(tx: Tx, inboxId: string, identityId: string, word: string): Promise<void> {
    await tx.query(
      `insert into opt_outs (id, inbox_id, identity_id, word, at) values ($1, $2, $3, $4, $5)
       on conflict (inbox_id, identity_id) where ended_at is null do nothing`,
      [newId(), inboxId, identityId, word.slice(0, MAX_WORD), this.clock.now()],
    );
  }

  async give(tx: Tx, inboxId: string, identityId: string, word: string): Promise<void> {
    await tx.query(
      'update opt_outs set ended_at = $3, ended_word = $4 where inbox_id = $1 and identity_id = $2 and ended_at is null',
      [inboxId, identityId, this.clock.now(), word.slice(0, MAX_WORD)],
    );
  }

  /** By the conversation, because that is what an answer is given in. */
  async of(tx: Pick<Tx, 'query'>, conversationId: string): Promise<OptOut | null> {
    const [row] = await tx.query<OptOut>(
      `select o.word, o.at from conversations c
       join opt_outs o on o.inbox_id = c.inbox_id and o.identity_id = c.identity_id and o.ended_at is null
       where c.id = $1`,
      [conversationId],
    );
    return row ?? null;
  }
}
