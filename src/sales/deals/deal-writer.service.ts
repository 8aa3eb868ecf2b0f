import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { isId, newId } from '../../platform/ids.js';
import { SYSTEM, type Actor } from '../../platform/http/access.decorators.js';
import { notFound, stale } from '../../platform/http/refusal.js';
import { visibleDeals } from './deal.access.js';
import { Deal, DealEvent } from './deal.entity.js';

export type DealValues = Pick<
  Deal,
  | 'title'
  | 'pipelineId'
  | 'stageId'
  | 'companyId'
  | 'contactId'
  | 'prospect'
  | 'valueMinor'
  | 'currency'
  | 'months'
  | 'expectedClose'
  | 'ownerId'
  | 'teamId'
  | 'sourceId'
  | 'segment'
>;
export type DealUpdate = Partial<
  DealValues & Pick<Deal, 'state' | 'lostReasonId' | 'lostNote' | 'contractId' | 'stageSince' | 'closedAt'>
>;

export interface DealEntry {
  type: string;
  data: Record<string, unknown>;
}

/** Follow from others, which tell of it. */
const SILENT = new Set<keyof DealUpdate>(['stageSince', 'closedAt', 'lostNote', 'pipelineId']);

/** The one write path: lock the deal, apply, write down what happened. Nothing else updates a deal. */
@Injectable()
export class DealWriter {
  constructor(private readonly clock: Clock) {}

  /** Held until the transaction ends, where the actor sees it; 409 where it moved on since `version`. */
  async lock(tx: Tx, actor: Actor, idOrNumber: string, version?: number): Promise<Deal> {
    const parameters: unknown[] = [idOrNumber];
    const key = isId(idOrNumber) ? 'd.id = $1::uuid' : 'd.number = $1::bigint';
    const [row] = await tx.query(
      `select d.*, d.expected_close::text as expected_close, d.renews_ends_on::text as renews_ends_on
       from deals d where ${key} and ${visibleDeals(actor, parameters)} for update`,
      parameters,
    );
    if (!row) throw notFound('deal');
    const deal = tx.entity(Deal, row);
    if (version !== undefined && version !== deal.version) throw stale(deal.version);
    return deal;
  }

  /** Held, for whoever was seen to be allowed to work on what belongs to it. */
  hold(tx: Tx, id: string): Promise<Deal> {
    return this.lock(tx, SYSTEM, id);
  }

  /** What is to be done next. No fact of its history: the activity is. */
  setNext(tx: Tx, deal: Deal, next: { id: string; dueAt: Date } | null): void {
    const values = { nextActivityId: next?.id ?? null, nextDueAt: next?.dueAt ?? null };
    const before = { nextActivityId: deal.nextActivityId, nextDueAt: deal.nextDueAt };
    if (same(before.nextActivityId, values.nextActivityId) && same(before.nextDueAt, values.nextDueAt)) return;
    Object.assign(deal, values);
    tx.update(Deal, deal.id, values);
    tx.emit('deal.changed', { dealId: deal.id, version: deal.version, changed: ['nextActivity'] });
  }

  async open(
    tx: Tx,
    actor: Actor,
    values: DealValues & Partial<Pick<Deal, 'renewsContractId' | 'renewsEndsOn'>>,
    data: Record<string, unknown> = {},
  ): Promise<Deal> {
    const now = this.clock.now();
    const id = newId();
    const fresh = {
      renewsContractId: null,
      renewsEndsOn: null,
      ...values,
      id,
      state: 'open' as const,
      stageSince: now,
      eventSeq: 1,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await tx.insert(Deal, fresh);
    await this.append(tx, actor, id, 1, [
      { type: 'deal.created', data: { stageId: values.stageId, ownerId: values.ownerId, ...data } },
    ]);
    tx.emit('deal.changed', { dealId: id, version: 1, changed: ['created'] });
    return (await tx.find(Deal, { id }))!;
  }

  /** Changes a locked deal. What is as it was is no news. The given `deal` afterwards holds the new values. */
  async apply(tx: Tx, actor: Actor, deal: Deal, change: DealUpdate, more: DealEntry[] = []): Promise<boolean> {
    const changed = (Object.keys(change) as (keyof DealUpdate)[]).filter(
      (key) => change[key] !== undefined && !same(deal[key], change[key]),
    );
    if (changed.length === 0 && more.length === 0) return false;
    const told = changed.filter((key) => !SILENT.has(key) && !more.some(({ data }) => key in data));
    const entries = told.map((key) => ({
      type: `deal.${key}-changed`,
      data: { from: deal[key] ?? null, to: change[key] ?? null },
    }));
    const values = {
      ...Object.fromEntries(changed.map((key) => [key, change[key]])),
      version: deal.version + 1,
      updatedAt: this.clock.now(),
      eventSeq: deal.eventSeq + entries.length + more.length,
    };
    await this.append(tx, actor, deal.id, deal.eventSeq + 1, [...entries, ...more]);
    Object.assign(deal, values);
    tx.update(Deal, deal.id, values);
    tx.emit('deal.changed', { dealId: deal.id, version: deal.version, changed });
    return true;
  }

  private async append(tx: Tx, actor: Actor, dealId: string, from: number, entries: DealEntry[]): Promise<void> {
    const at = this.clock.now();
    const rows = entries.map(({ type, data }, index) => ({
      dealId,
      seq: from + index,
      id: newId(),
      type,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      at,
      data: data as object,
    }));
    if (rows.length > 0) await tx.insert(DealEvent, rows);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  return (a ?? null) === (b ?? null);
}
