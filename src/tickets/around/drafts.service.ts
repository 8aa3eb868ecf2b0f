import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, stale } from '../../platform/http/refusal.js';
import { DataSource } from 'typeorm';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { presentAttachment } from '../../conversations/message.dto.js';
import { safeHtml } from '../../conversations/message-html.rules.js';
import { VisibleTickets } from '../visible-tickets.js';
import type { DraftView, SaveDraft } from './draft.dto.js';
import { Draft, type DraftFile } from './draft.entity.js';

@Injectable()
export class DraftsService implements OnModuleInit {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly attachments: AttachmentsService,
  ) {}

  onModuleInit(): void {
    this.attachments.hold(`select (f ->> 'id')::uuid from ticket_drafts d, jsonb_array_elements(d.files) f`);
  }

  async find(actor: Actor, idOrNumber: string): Promise<DraftView | undefined> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    const draft = await this.db.getRepository(Draft).findOneBy({ ticketId, userId: actor.id! });
    return draft ? this.present(actor, draft) : undefined;
  }

  async save(actor: Actor, idOrNumber: string, { version, ...content }: SaveDraft): Promise<DraftView> {
    const ticketId = await this.visible.idOf(actor, idOrNumber);
    const ids = [...new Set(content.attachments ?? [])];
    const usable = await this.attachments.unsent(ownerOf(actor), ids);
    const draft = await this.work.run(async (tx) => {
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
        cc: content.cc ?? [],
        bcc: content.bcc ?? [],
        files: chosenOf(ids, [...(known?.files ?? []), ...usable]),
        version: version + 1,
        updatedAt: this.clock.now(),
      };
      // Two windows that save for the first time in one moment: the second sees the version of the first.
      const [saved] = await tx.query<{ version: number }>(
        `insert into ticket_drafts (ticket_id, user_id, kind, text, html, channel, version, updated_at, quotes, cc, bcc, files)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $10, $11, $12, $13)
         on conflict (ticket_id, user_id) do update
           set kind = $3, text = $4, html = $5, channel = $6, version = $7, updated_at = $8, quotes = $10, cc = $11, bcc = $12, files = $13
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
          draft.cc,
          draft.bcc,
          JSON.stringify(draft.files),
        ],
      );
      if (!saved) throw stale((await tx.find(Draft, key))?.version ?? 0);
      return draft;
    });
    return this.present(actor, draft);
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

  private async present(actor: Actor, draft: Draft): Promise<DraftView> {
    const ids = draft.files.map(({ id }) => id);
    const there = new Map((await this.attachments.unsent(ownerOf(actor), ids)).map((file) => [file.id, file]));
    const { kind, text, html, channel, quotes, cc, bcc, version, updatedAt } = draft;
    return {
      kind,
      text,
      html,
      channel,
      quotes,
      cc,
      bcc,
      attachments: ids.flatMap((id) => there.get(id) ?? []).map((file) => presentAttachment(file)),
      missing: draft.files.filter(({ id }) => !there.has(id)).map(({ name }) => name),
      version,
      updatedAt,
    };
  }
}

const ownerOf = (actor: Actor): string => `user:${actor.id}`;

/** What an earlier draft named and is gone meanwhile stays named: it is to be said. */
function chosenOf(ids: string[], known: DraftFile[]): DraftFile[] {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return ids.map((id) => {
    const name = names.get(id);
    if (name === undefined) throw invalid('attachments', 'names a file that you did not upload, or used already');
    return { id, name };
  });
}
