import { Injectable } from '@nestjs/common';
import { AuditService } from '../../identity/audit/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, notFound, Refusal } from '../../platform/http/refusal.js';
import { MacroRunner, type ReadyMacro } from '../templates/macro-runner.js';
import { VisibleTickets } from '../visible-tickets.js';
import { BulkChangeRow } from './bulk-change.entity.js';
import type { BulkDone, BulkFailure, BulkMacro } from './bulk.dto.js';
import { failureOf } from './bulk.service.js';

/**
 * A macro on many tickets. Each ticket gets all of its steps or none, in a transaction of its own: what is refused at
 * the last step (an answer on a line that was closed) takes nothing from the others. The journal is written along with
 * each ticket, so that a run which was cut off is taken up again without a customer hearing the same twice.
 */
@Injectable()
export class BulkMacros {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly visible: VisibleTickets,
    private readonly runner: MacroRunner,
    private readonly audit: AuditService,
  ) {}

  async run(actor: Actor, macroId: string, { ids, runId }: BulkMacro): Promise<BulkDone> {
    const ready = await this.runner.ready(actor, macroId);
    const unique = [...new Set(ids)].sort();
    await this.begin(actor, runId, ready, unique.length);
    const [changed, failed]: [string[], BulkFailure[]] = [[], []];
    for (const id of unique) {
      try {
        await this.work.run((tx) => this.once(tx, actor, runId, id, ready));
        changed.push(id);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        failed.push(failureOf(id, error));
      }
    }
    return { undoId: runId, changed, failed };
  }

  private async begin(actor: Actor, runId: string, { macro }: ReadyMacro, tickets: number): Promise<void> {
    await this.work.run(async (tx) => {
      const begun = await tx.query(
        `insert into bulk_changes (id, by_id, at, journal) values ($1, $2, $3, '[]') on conflict (id) do nothing returning id`,
        [runId, actor.id, this.clock.now()],
      );
      if (begun.length === 0) {
        const earlier = await tx.find(BulkChangeRow, { id: runId });
        if (earlier?.byId !== actor.id) throw notFound('change');
        if (earlier.undoneAt) throw conflict('already_undone', 'This was taken back already.');
        return;
      }
      if (tickets === 1) return;
      await this.audit.record(tx, {
        actor,
        action: 'tickets.changed-together',
        target: { kind: 'bulk', id: runId },
        data: { tickets, macro: macro.id },
      });
    });
  }

  private async once(tx: Tx, actor: Actor, runId: string, ticketId: string, ready: ReadyMacro): Promise<void> {
    const [run] = await tx.query<{ undone: boolean; done: boolean }>(
      `select undone_at is not null as undone, journal @> $2::jsonb as done from bulk_changes where id = $1 for update`,
      [runId, JSON.stringify([{ ticketId }])],
    );
    if (run!.undone) throw conflict('already_undone', 'This was taken back already.');
    if (run!.done) return;
    const ticket = await this.visible.lockForWork(tx, actor, ticketId);
    const traces = await this.runner.within(tx, actor, ticket, ready);
    tx.write('update bulk_changes set journal = journal || $2::jsonb where id = $1', [
      runId,
      JSON.stringify([{ ticketId, traces }]),
    ]);
  }
}
