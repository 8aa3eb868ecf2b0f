import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../identity/audit/audit.service.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { VISIT_KINDS, type VisitKind } from '../../tickets/visit.events.js';
import { SkillsService } from '../skills/skills.service.js';
import type { ChecklistItem } from '../visits/visit.entity.js';
import type { ChecklistLine, VisitKindChange, VisitKindView } from './visit-kind.dto.js';
import { VisitKindRow } from './visit-kind.entity.js';

/** What visits of each kind begin with. The kinds are the field's; their defaults are the firm's. */
@Injectable()
export class VisitKindsService {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly skills: SkillsService,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<VisitKindView[]> {
    const [rows, skills] = await Promise.all([this.db.getRepository(VisitKindRow).find(), this.skills.list()]);
    const names = new Map(skills.map(({ id, name }) => [id, name]));
    return rows
      .sort((a, b) => VISIT_KINDS.indexOf(a.kind) - VISIT_KINDS.indexOf(b.kind))
      .map((row) => ({
        ...row,
        skills: row.skills.map((need) => ({ ...need, name: names.get(need.skillId) ?? '' })),
      }));
  }

  async of(tx: Tx, kind: VisitKind): Promise<VisitKindRow> {
    const row = await tx.find(VisitKindRow, { kind });
    if (!row) throw notFound('kind of visit');
    return row;
  }

  async change(actor: Actor, kind: string, { version, ...change }: VisitKindChange): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await tx.lock(VisitKindRow, { kind: kind as VisitKind });
      if (!row) throw notFound('kind of visit');
      if (version !== undefined && version !== row.version) throw stale(row.version);
      if (change.skills) {
        await this.skills.require(
          tx,
          change.skills.map((need) => need.skillId),
          'skills',
        );
        row.skills = change.skills.map(({ skillId, level }) => ({ skillId, level }));
      }
      if (change.checklist) row.checklist = checklistOf(change.checklist);
      if (change.tools) row.tools = change.tools;
      row.minutes = change.minutes ?? row.minutes;
      row.mustConfirm = change.mustConfirm ?? row.mustConfirm;
      row.technicians = change.technicians ?? row.technicians;
      row.signature = change.signature ?? row.signature;
      await tx.save(Object.assign(row, { version: row.version + 1 }));
      await this.audit.record(tx, { actor, action: 'visit-kind.changed', data: { kind } });
    });
  }
}

/** Lines that are new get an id, by which a phone ticks them. */
export const checklistOf = (lines: readonly ChecklistLine[]): ChecklistItem[] => {
  const seen = new Set<string>();
  return lines.map(({ id, text, required }) => {
    const own = id && !seen.has(id) ? id : newId();
    seen.add(own);
    return { id: own, text, required: required ?? false };
  });
};
