import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface SentPart {
  part: number;
  externalId: string;
}

/** What of a message in several parts a provider has taken: an attempt goes on behind it, and nobody gets a part twice. */
@Injectable()
export class SentParts {
  constructor(private readonly db: DataSource) {}

  async of(messageId: string): Promise<SentPart[]> {
    const rows: { part: number; external_id: string }[] = await this.db.query(
      'select part, external_id from sent_parts where message_id = $1 order by part',
      [messageId],
    );
    return rows.map((row) => ({ part: row.part, externalId: row.external_id }));
  }

  async remember(messageId: string, part: number, externalId: string): Promise<void> {
    await this.db.query(
      'insert into sent_parts (message_id, part, external_id) values ($1, $2, $3) on conflict do nothing',
      [messageId, part, externalId],
    );
  }
}
