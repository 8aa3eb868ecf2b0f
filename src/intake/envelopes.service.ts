import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Envelope, type EnvelopeState } from '../channels/envelope.entity.js';
import { Receiver } from '../channels/receiver.service.js';
import { decodeCursor, pageOf, type Page } from '../platform/http/paging.js';
import { notFound } from '../platform/http/refusal.js';
import {
  presentEnvelope,
  type EnvelopeCounts,
  type EnvelopesQuery,
  type EnvelopeView,
  type InboxCounts,
  type IntakeSummary,
  type ReplayedMany,
  type ReplayMany,
} from './envelope.dto.js';
import { IntakeService } from './intake.service.js';

const MANY = 1_000;

/** The reading side: what came, what became of it, why. */
@Injectable()
export class EnvelopesService {
  constructor(
    private readonly db: DataSource,
    private readonly receiver: Receiver,
    private readonly intake: IntakeService,
  ) {}

  async list(query: EnvelopesQuery): Promise<Page<EnvelopeView>> {
    const rows = this.db
      .getRepository(Envelope)
      .createQueryBuilder('e')
      .orderBy('e.id', 'DESC')
      .take(query.limit + 1);
    if (query.state) rows.andWhere('e.state = :state', { state: query.state });
    if (query.channel) rows.andWhere('e.channel = :channel', { channel: query.channel });
    if (query.inbox) rows.andWhere('e.inboxId = :inbox', { inbox: query.inbox });
    if (query.reason) rows.andWhere('e.reason = :reason', { reason: query.reason });
    const after = decodeCursor(query.cursor, 1);
    if (after) rows.andWhere('e.id < :after', { after: String(after[0]) });
    return pageOf(await rows.getMany(), query.limit, (e) => [e.id], presentEnvelope);
  }

  async get(id: string): Promise<Envelope> {
    const envelope = await this.db.getRepository(Envelope).findOneBy({ id });
    if (!envelope) throw notFound('envelope');
    return envelope;
  }

  async raw(id: string): Promise<Buffer> {
    return this.receiver.rawOf(await this.get(id));
  }

  /** All of a kind, oldest first, up to a thousand a call. */
  async replayMany({ state, channel, reason }: ReplayMany): Promise<ReplayedMany> {
    const rows: { id: string }[] = await this.db.query(
      `select id from envelopes where state = $1 and ($2::text is null or channel = $2) and ($3::text is null or reason = $3) order by id limit $4`,
      [state, channel ?? null, reason ?? null, MANY + 1],
    );
    for (const { id } of rows.slice(0, MANY)) await this.intake.replay(id).catch(() => undefined);
    return { replayed: Math.min(rows.length, MANY), more: rows.length > MANY };
  }

  async summary(): Promise<IntakeSummary> {
    const rows = await this.db.query<
      { inbox_id: string; name: string; channel: string; state: EnvelopeState; count: string }[]
    >(
      `select e.inbox_id, i.name, i.channel, e.state, count(*) from envelopes e join inboxes i on i.id = e.inbox_id group by 1, 2, 3, 4 order by i.name, 1`,
    );
    const byInbox = new Map<string, InboxCounts>();
    for (const row of rows) {
      const of = byInbox.get(row.inbox_id) ?? {
        inboxId: row.inbox_id,
        name: row.name,
        channel: row.channel,
        ...none(),
      };
      of[row.state] = Number(row.count);
      of.total += Number(row.count);
      byInbox.set(row.inbox_id, of);
    }
    const list = [...byInbox.values()];
    const sum = (key: EnvelopeState | 'total'): number => list.reduce((total, one) => total + one[key], 0);
    return {
      received: sum('received'),
      processed: sum('processed'),
      ignored: sum('ignored'),
      quarantined: sum('quarantined'),
      total: sum('total'),
      byInbox: list,
    };
  }
}

const none = (): EnvelopeCounts => ({ received: 0, processed: 0, ignored: 0, quarantined: 0, total: 0 });
