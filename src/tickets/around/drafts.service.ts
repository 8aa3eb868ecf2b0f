import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, stale } from '../../platform/http/refusal.js';
import { DataSource } from 'typeorm';
import { safeHtml } from '../../conversations/message-html.rules.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { DraftView, SaveDraft } from './draft.dto.js';
import { Draft } from './draft.entity.js';

@Injectable()
export class DraftsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
  ) {}

  async find(actor: Actor, idOrNumber: string): Promise<DraftView | undefined> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    const draft = await this.db.getRepository(Draft).findOneBy({ ticketId, userId: actor.id! });
    return draft ? present(draft) : undefined;
  }

  async save(actor: Actor, idOrNumber: string, { version, ...content }: SaveDraft): Promise<DraftView> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    return this.work.run(async (tx) => {
      const key = { ticketId, userId: actor.id! };
      const known = await tx.lock(Draft, key);
      if (known && known.version !== version) throw stale(known.version);
      const html = content.html ? safeHtml(content.html) : null;
      const draft: Draft = {
        ...key,
        kind: content.kind,
        text: content.text,
        html,
        channel: content.channel ?? null,
        quotes: content.quotes ? await this.saidOn(tx, ticketId, content.quotes) : null,
        version: version + 1,
        updatedAt: this.clock.now(),
      };
      // Two windows that save for the first time in one moment: the second sees the version of the first.
      const [saved] = await tx.query<{ version: number }>(
        `insert into ticket_drafts (ticket_id, user_id, kind, text, html, channel, version, updated_at, quotes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $10)
         on conflict (ticket_id, user_id) do update
           set kind = $3, text = $4, html = $5, channel = $6, version = $7, updated_at = $8, quotes = $10
           where ticket_drafts.version = $9
         returning version`,
        [
          ticketId,
          actor.id,
          draft.kind,
          draft.text,
          draft.html,
          draft.channel,
          draft.version,
          draft.updatedAt,
          version,
          draft.quotes,
        ],
      );
      if (!saved) throw stale((await tx.find(Draft, key))?.version ?? 0);
      return present(draft);
    });
  }

  private async saidOn(tx: Tx, ticketId: string, messageId: string): Promise<string> {
    const rows = await tx.query('select 1 from messages where id = $1 and ticket_id = $2', [messageId, ticketId]);
    if (rows.length === 0) throw invalid('quotes', 'is no message of this ticket');
    return messageId;
  }

  async remove(actor: Actor, idOrNumber: string): Promise<void> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    await this.work.run((tx) => tx.manager.delete(Draft, { ticketId, userId: actor.id! }));
  }
}

const present = ({ kind, text, html, channel, quotes, version, updatedAt }: Draft): DraftView => ({
  kind,
  text,
  html,
  channel,
  quotes,
  version,
  updatedAt,
});
