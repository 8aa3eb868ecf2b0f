import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conversation } from '../../conversations/conversation.entity.js';
import { MessageStates } from '../../conversations/message-states.service.js';
import { Message } from '../../conversations/message.entity.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { notFound, Refusal } from '../../platform/http/refusal.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../../platform/http/paging.js';
import { newId } from '../../platform/ids.js';
import { Job } from '../../platform/jobs/job.decorators.js';
import type { Outbound } from '../contract.js';
import { OutboundLoader } from '../delivery/outbound.loader.js';
import { ApiDelivery } from './api-delivery.entity.js';
import type { ApiLine } from './api.settings.js';
import { ApiWebhook, type Attempt } from './api.webhook.js';
import { messageEvent, readAnswer } from './outbound.rules.js';

declare module '../../platform/jobs/job.decorators.js' {
  interface JobData {
    'api.forget-deliveries': Record<string, never>;
  }
}

const KEPT_DAYS = 30;
const ANSWER_SHOWN = 2_000;

/** Brings messages to the other side, and remembers each attempt. */
@Injectable()
export class ApiDeliveries {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly webhook: ApiWebhook,
    private readonly outbound: OutboundLoader,
    private readonly states: MessageStates,
    private readonly clock: Clock,
  ) {}

  async deliver(outbound: Outbound, line: ApiLine, url: string, replay = false): Promise<Attempt & { id: string }> {
    const body = await messageEvent(outbound);
    const attempt = await this.webhook.post(line, url, { type: 'message', key: outbound.messageId, body });
    const id = newId();
    const { outcome, status, answer, ms } = attempt;
    await this.db.getRepository(ApiDelivery).insert({
      id,
      inboxId: line.id,
      messageId: outbound.messageId,
      url,
      outcome,
      status,
      answer: answer.slice(0, ANSWER_SHOWN).replaceAll('\u0000', ''),
      ms,
      replay,
      at: this.clock.now(),
    });
    return { ...attempt, id };
  }

  async list(inboxId: string, { limit, cursor }: PageQuery): Promise<Page<ApiDelivery>> {
    const query = this.db
      .getRepository(ApiDelivery)
      .createQueryBuilder('delivery')
      .where('delivery.inbox_id = :inboxId', { inboxId })
      .orderBy('delivery.id', 'DESC')
      .take(limit + 1);
    const after = decodeCursor(cursor, 1);
    if (after) query.andWhere('delivery.id < :after', { after: after[0] });
    return pageOf(
      await query.getMany(),
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** The same message once more, under the same key: who has it already knows it by that. */
  async replay(line: ApiLine, id: string): Promise<ApiDelivery> {
    const url = line.settings.url;
    if (!url) throw new Refusal('no_address', 422, 'This line has no address to deliver to.');
    const earlier = await this.db.getRepository(ApiDelivery).findOneBy({ id, inboxId: line.id });
    const message = earlier && (await this.db.getRepository(Message).findOneBy({ id: earlier.messageId }));
    const conversation =
      message && (await this.db.getRepository(Conversation).findOneBy({ id: message.conversationId }));
    if (!message || !conversation) throw notFound('delivery');
    const attempt = await this.deliver(await this.outbound.load(message, conversation), line, url, true);
    if (attempt.outcome === 'accepted') {
      const externalId = readAnswer(attempt.answer).externalId ?? message.externalId ?? message.id;
      await this.work.run((tx) => this.states.advance(tx, message.id, 'sent', { externalId }).then(() => undefined));
    }
    return this.db.getRepository(ApiDelivery).findOneByOrFail({ id: attempt.id });
  }

  @Job('api.forget-deliveries', { cron: '17 3 * * *' })
  async forget(): Promise<void> {
    const before = new Date(this.clock.millis() - KEPT_DAYS * 86_400_000);
    await this.db.query('delete from api_deliveries where at < $1', [before]);
  }
}
