import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConversationsService } from '../../conversations/conversations.service.js';
import { Work } from '../../platform/database/work.js';
import type { Line, Outbound } from '../contract.js';

export interface SentPart {
  part: number;
  externalId: string;
}

/** What of a message in several parts a provider has taken: an attempt goes on behind it, and nobody gets a part twice. */
@Injectable()
export class SentParts {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly conversations: ConversationsService,
  ) {}

  async of(messageId: string): Promise<SentPart[]> {
    const rows: { part: number; external_id: string }[] = await this.db.query(
      'select part, external_id from sent_parts where message_id = $1 order by part',
      [messageId],
    );
    return rows.map((row) => ({ part: row.part, externalId: row.external_id }));
  }

  /** At once, so that a receipt for a part finds its message also while the others are on their way. */
  remember(
    line: Pick<Line, 'id'>,
    { messageId, conversationId }: Pick<Outbound, 'messageId' | 'conversationId'>,
    part: number,
    externalId: string,
  ): Promise<void> {
    return this.work.run(async (tx) => {
      tx.write('insert into sent_parts (message_id, part, external_id) values ($1, $2, $3) on conflict do nothing', [
        messageId,
        part,
        externalId,
      ]);
      this.conversations.remember(tx, line.id, conversationId, messageId, [externalId]);
    });
  }
}
