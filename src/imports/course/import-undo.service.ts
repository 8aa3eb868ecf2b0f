import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { IMPORT_COLUMNS, type ImportRow } from '../import.types.rules.js';
import type { JournalEntry } from '../kinds/handler.js';
import { KINDS, TARGETS, type Target } from '../kinds/kinds.rules.js';
import { Handlers } from './handlers.js';

const BATCH = 500;
/** What points at others goes before them. */
const BACKWARDS = [...KINDS].reverse();

/** Takes an import back by its journal: what nobody touched since goes, what it changed is as before, the rest stays and is listed. */
@Injectable()
export class ImportUndo {
  constructor(
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly handlers: Handlers,
  ) {}

  /** One batch. False: nothing more to do here. */
  step(id: string): Promise<boolean> {
    return this.work.run(async (tx) => {
      const [row] = await tx.query<ImportRow>(
        `select ${IMPORT_COLUMNS} from imports where id = $1 and state = 'undoing' for update`,
        [id],
      );
      if (!row) return false;
      const order = BACKWARDS.map((kind) => TARGETS[kind]);
      const [first] = await tx.query<{ target: Target }>(
        `select target from import_journal where import_id = $1 and kept is null order by array_position($2::text[], target) limit 1`,
        [id, order],
      );
      const now = this.clock.now();
      if (!first) {
        await tx.query(
          `update imports set state = 'undone', ended_at = $2, updated_at = $2, version = version + 1 where id = $1`,
          [id, now],
        );
        return false;
      }
      const { target } = first;
      const entries = await tx.query<JournalEntry & { deed: string }>(
        `select target_id as id, version, before, deed from import_journal
         where import_id = $1 and target = $2 and kept is null order by target_id desc limit ${BATCH}`,
        [id, target],
      );
      const kept = await this.handlers.ofTarget(target).takeBack(tx, entries);
      const gone = entries.filter((entry) => !kept.has(entry.id));
      await tx.query(
        'delete from import_journal where import_id = $1 and target = $2 and target_id = any($3::uuid[])',
        [id, target, gone.map((entry) => entry.id)],
      );
      await tx.query('delete from import_refs where target = $1 and target_id = any($2::uuid[])', [
        target,
        gone.filter(({ deed }) => deed === 'created').map((entry) => entry.id),
      ]);
      await tx.query(
        `update import_journal j set kept = r.why from jsonb_to_recordset($3) as r(id uuid, why text)
         where j.import_id = $1 and j.target = $2 and j.target_id = r.id`,
        [id, target, JSON.stringify([...kept].map(([one, why]) => ({ id: one, why })))],
      );
      const kind = KINDS.find((one) => TARGETS[one] === target)!;
      const before = row.counts[kind] ?? {};
      const restored = gone.filter(({ deed }) => deed === 'updated').length;
      const figures = {
        ...before,
        removed: (before.removed ?? 0) + gone.length - restored,
        restored: (before.restored ?? 0) + restored,
        kept: (before.kept ?? 0) + kept.size,
      };
      await tx.query(
        `update imports set done = done + $2, counts = jsonb_set(counts, array[$3], $4), updated_at = $5 where id = $1`,
        [id, entries.length, kind, JSON.stringify(figures), now],
      );
      return true;
    });
  }
}
