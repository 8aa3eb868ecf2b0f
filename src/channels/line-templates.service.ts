import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Message } from '../conversations/message.entity.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { Refusal } from '../platform/http/refusal.js';
import type { FilledTemplate, MessageTemplate } from './contract.js';
import { filled, missingIn } from './line-templates.rules.js';
import { InboxesService } from './inboxes.service.js';
import { ChannelRegistry } from './registry.js';

/** Templates change seldom, and providers count how often they are asked. */
const FRESH_MS = 5 * 60_000;

/**
 * The approved texts of a line. They are fetched outside of any transaction and remembered, so that a reply can be
 * checked, and worded as the customer will read it, within its own.
 */
@Injectable()
export class LineTemplates {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly clock: Clock,
  ) {}

  async list(inboxId: string, { again }: { again: boolean }): Promise<MessageTemplate[]> {
    const inbox = await this.inboxes.get(inboxId);
    const adapter = this.registry.get(inbox.channel);
    if (!adapter.templates) return [];
    const [known]: { at: Date | null }[] = await this.db.query(
      'select max(fetched_at) as at from line_templates where inbox_id = $1',
      [inboxId],
    );
    const isFresh = known?.at && this.clock.millis() - known.at.getTime() < FRESH_MS;
    if (again || !isFresh) await this.remember(inboxId, await adapter.templates(await this.inboxes.line(inboxId)));
    return this.known(inboxId);
  }

  /** As they were last fetched: nobody is asked. */
  async known(inboxId: string): Promise<MessageTemplate[]> {
    const rows: { template: MessageTemplate }[] = await this.db.query(
      'select template from line_templates where inbox_id = $1 order by name, language',
      [inboxId],
    );
    return rows.map(({ template }) => template);
  }

  private remember(inboxId: string, templates: MessageTemplate[]): Promise<void> {
    return this.work.run(async (tx) => {
      await tx.query('delete from line_templates where inbox_id = $1', [inboxId]);
      await tx.query(
        `insert into line_templates (inbox_id, name, language, template, fetched_at)
         select $1, t ->> 'name', t ->> 'language', t, $3 from jsonb_array_elements($2::jsonb) t on conflict do nothing`,
        [inboxId, JSON.stringify(templates), this.clock.now()],
      );
    });
  }

  /** In the transaction of the reply: what is not approved, or not filled in, is refused; else the message says what it will say. */
  async word(tx: Tx, message: Message, wanted: FilledTemplate): Promise<Refusal | null> {
    const [row] = await tx.query<{ template: MessageTemplate }>(
      `select t.template from line_templates t join conversations c on c.inbox_id = t.inbox_id
       where c.id = $1 and t.name = $2 and t.language = $3`,
      [message.conversationId, wanted.name, wanted.language],
    );
    if (row?.template.status !== 'approved') {
      return new Refusal('unknown_template', 422, 'This line has no approved template of this name and language.');
    }
    const missing = missingIn(row.template, wanted);
    if (missing.length > 0) {
      return new Refusal('template_incomplete', 422, 'Some variables of the template are empty.', {
        errors: missing.map((name) => ({ path: `template.variables.${name}`, message: 'is empty' })),
      });
    }
    message.text = filled(row.template, wanted);
    await tx.query(
      `update messages set text = $2,
         meta = case when $3::text is null then meta else jsonb_set(meta, '{template,id}', to_jsonb($3::text)) end
       where id = $1`,
      [message.id, message.text, row.template.id ?? null],
    );
    return null;
  }
}
