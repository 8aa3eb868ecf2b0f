import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound, stale } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { MAY, type RequestMove } from '../report.rules.js';
import { ReportRequest } from './request.entity.js';

export interface RequestEntry {
  type: string;
  data?: Record<string, unknown>;
  /** Who of the house should hear of it; nobody hears of their own doing. */
  tell?: (string | null)[];
}

type RequestValues = Partial<
  Pick<
    ReportRequest,
    | 'title'
    | 'about'
    | 'wantedOn'
    | 'state'
    | 'dueOn'
    | 'ownerId'
    | 'reviewerId'
    | 'reason'
    | 'acceptedAt'
    | 'presentedAt'
    | 'publishedAt'
    | 'endedAt'
  >
>;

/** The one write path of report requests: lock, apply, write down what happened. Its history has no gaps. */
@Injectable()
export class RequestWriter {
  constructor(private readonly clock: Clock) {}

  /** Held until the transaction ends, where this may be done with it; `version`: of what the actor has seen. */
  async lock(tx: Tx, idOrNumber: string, move?: RequestMove, version?: number): Promise<ReportRequest> {
    const key = isId(idOrNumber) ? 'id = $1::uuid' : 'number = $1::bigint';
    const [row] = await tx.query(
      `select r.*, r.due_on::text as due_on, r.wanted_on::text as wanted_on, r.asked_on::text as asked_on
       from report_requests r where ${key} for update`,
      [idOrNumber],
    );
    if (!row) throw notFound('report request');
    const request = tx.entity(ReportRequest, row);
    if (version !== undefined && version !== request.version) throw stale(request.version);
    if (move && !MAY[move].includes(request.state)) {
      throw conflict('wrong_state', `This is not possible while it is ${request.state}.`, { state: request.state });
    }
    return request;
  }

  async apply(
    tx: Tx,
    actor: Actor,
    request: ReportRequest,
    values: RequestValues,
    { type, data = {}, tell = [] }: RequestEntry,
  ): Promise<void> {
    const now = this.clock.now();
    const next = { ...values, eventSeq: request.eventSeq + 1, version: request.version + 1, updatedAt: now };
    Object.assign(request, next);
    tx.update(ReportRequest, request.id, next);
    await tx.query(
      `insert into report_request_events (request_id, seq, type, actor_kind, actor_id, actor_name, data, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [request.id, request.eventSeq, type, actor.kind, actor.id, actor.name, JSON.stringify(data), now],
    );
    tx.emit('report-request.changed', {
      requestId: request.id,
      number: request.number,
      companyId: request.companyId,
      state: request.state,
      seq: request.eventSeq,
      moment: type,
      byId: actor.kind === 'user' ? actor.id : null,
      tell: [...new Set(tell)].filter((id): id is string => id !== null && id !== actor.id),
    });
  }
}
