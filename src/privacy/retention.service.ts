import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { decodeCursor, pageOf, type Page, type PageQuery } from '../platform/http/paging.js';
import { invalid, stale } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Job } from '../platform/jobs/job.decorators.js';
import type { RetentionChange, RetentionPreview, RetentionRun, RetentionView } from './privacy.dto.js';
import { daysProblem, RETENTION, RETENTION_CATEGORIES, TOO_OLD, type RetentionCategory } from './retention.rules.js';
import { Scopes } from './scope.service.js';
import { Scrubber } from './scrubber.service.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'privacy.retain': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;
/** So many in one transaction: whatever dies has lost one of them at most, and begins again with it. */
const BATCH = 500;

/** How long things are kept, and what becomes of them then. Nothing goes before somebody has set a time. */
@Injectable()
export class RetentionTimes {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly scopes: Scopes,
    private readonly scrubber: Scrubber,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<RetentionView[]> {
    const rows = await this.db.query<{ category: string; days: number | null; version: number; updatedAt: Date }[]>(
      'select category, days, version, updated_at as "updatedAt" from retention_rules',
    );
    const set = new Map(rows.map((row) => [row.category, row]));
    return RETENTION_CATEGORIES.map((category) => ({
      category,
      ...RETENTION[category],
      days: set.get(category)?.days ?? null,
      version: set.get(category)?.version ?? 0,
      changedAt: set.get(category)?.updatedAt ?? null,
    }));
  }

  async set(actor: Actor, category: RetentionCategory, { days, version }: RetentionChange): Promise<void> {
    const problem = days === null ? null : daysProblem(category, days);
    if (problem) throw invalid('days', problem);
    await this.work.run(async (tx) => {
      const [row] = await tx.query<{ version: number }>(
        'select version from retention_rules where category = $1 for update',
        [category],
      );
      if ((row?.version ?? 0) !== version) throw stale(row?.version ?? 0);
      await tx.query(
        `insert into retention_rules (category, days, changed_by, updated_at) values ($1, $2, $3, $4)
         on conflict (category) do update set days = excluded.days, changed_by = excluded.changed_by,
           updated_at = excluded.updated_at, version = retention_rules.version + 1`,
        [category, days, actor.id, this.clock.now()],
      );
      await this.audit.record(tx, { actor, action: 'privacy.retention-changed', data: { category, days } });
    });
  }

  /** How many would go, if it were so many days. */
  async preview(category: RetentionCategory, days: number): Promise<RetentionPreview> {
    const problem = daysProblem(category, days);
    if (problem) throw invalid('days', problem);
    const before = this.before(days);
    const [row] = await this.db.query<{ count: number }[]>(
      `select count(*)::int as count from (${TOO_OLD[category]}) old`,
      [before],
    );
    return { count: row?.count ?? 0, before };
  }

  async log({ limit, cursor }: PageQuery): Promise<Page<RetentionRun>> {
    const [after = null] = decodeCursor(cursor, 1) ?? [];
    const rows = await this.db.query<RetentionRun[]>(
      'select id, category, before, count, at from retention_runs where ($1::uuid is null or id < $1) order by id desc limit $2',
      [after, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  @Job('privacy.retain', { cron: '41 3 * * *' })
  async run(): Promise<void> {
    for (const { category, days } of await this.list()) {
      if (days === null) continue;
      const before = this.before(days);
      let count = 0;
      for (;;) {
        const gone = await this.takeSome(category, before);
        count += gone;
        if (gone < BATCH) break;
      }
      if (count > 0)
        await this.db.query(
          'insert into retention_runs (id, category, before, count, at) values ($1, $2, $3, $4, $5)',
          [newId(), category, before, count, this.clock.now()],
        );
    }
    await this.dropFiles();
  }

  /** Files that a batch left behind, also one whose process died before it came to them. */
  async dropFiles(): Promise<void> {
    const works = await this.db.query<{ id: string }[]>(
      `select distinct request_id as id from privacy_scope s
       where kind = 'blob' and not exists (select from privacy_requests q where q.id = s.request_id)`,
    );
    for (const { id } of works) await this.scrubber.dropFiles(id);
  }

  private takeSome(category: RetentionCategory, before: Date): Promise<number> {
    return this.work.run(async (tx) => {
      const rows = await tx.query<{ id: string }>(`${TOO_OLD[category]} limit ${BATCH}`, [before]);
      if (rows.length > 0)
        await TAKE[category](
          this.parts,
          tx,
          rows.map(({ id }) => id),
        );
      return rows.length;
    });
  }

  private get parts(): Parts {
    return { scopes: this.scopes, scrubber: this.scrubber };
  }

  private before(days: number): Date {
    return new Date(this.clock.millis() - days * DAY_MS);
  }
}

interface Parts {
  scopes: Scopes;
  scrubber: Scrubber;
}

const inList = 'id = any($1::uuid[])';

/** What becomes of old ones. Of tickets the figures stay: number, times, promises and how they were kept. */
const TAKE: Record<RetentionCategory, (parts: Parts, tx: Tx, ids: string[]) => Promise<unknown>> = {
  tickets: ({ scopes, scrubber }, tx, ids) => takeScope(scopes, scrubber, tx, 'ticket', ids),
  originals: async ({ scopes }, tx, ids) => {
    await keepFiles(scopes, tx, `select raw_blob as id from envelopes where ${inList} and raw_blob is not null`, ids);
    await tx.query(`update envelopes set raw = ''::bytea, raw_blob = null where ${inList}`, [ids]);
  },
  files: async ({ scopes }, tx, ids) => {
    await keepFiles(scopes, tx, `select blob_key as id from attachments where ${inList}`, ids);
    await tx.query(`delete from attachments where ${inList}`, [ids]);
  },
  visitors: (_, tx, ids) => tx.query(`delete from chat_visitors where ${inList}`, [ids]),
  views: (_, tx, ids) =>
    tx.query(`delete from contact_views where contact_id || ' ' || user_id || ' ' || place || ' ' || hour = any($1)`, [
      ids,
    ]),
};

async function takeScope(scopes: Scopes, scrubber: Scrubber, tx: Tx, kind: string, ids: string[]): Promise<void> {
  const workId = newId();
  await scopes.begin(tx, workId, kind, ids);
  await scopes.collect(tx, workId);
  await scrubber.noteWords(tx, workId);
  for (const table of scrubber.tables()) await scrubber.erase(tx, workId, table);
  await scrubber.forgetWords(tx, workId);
  await tx.query(`delete from privacy_scope where request_id = $1 and kind <> 'blob'`, [workId]);
}

async function keepFiles(scopes: Scopes, tx: Tx, sql: string, ids: string[]): Promise<void> {
  const keys = await tx.query<{ id: string }>(sql, [ids]);
  await scopes.begin(
    tx,
    newId(),
    'blob',
    keys.map(({ id }) => id),
  );
}
