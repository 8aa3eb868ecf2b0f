import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Attachment } from '../../conversations/attachment.entity.js';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, forbidden, invalid, notFound, stale } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { mayReview, type RequestMove } from '../report.rules.js';
import type { ReportRequest } from '../requests/request.entity.js';
import type { ReportVersionView } from '../requests/request.dto.js';
import { RequestRows } from '../requests/request-rows.service.js';
import { RequestWriter } from '../requests/request-writer.service.js';
import type { NewReportVersion, ReportVersionChange } from './version.dto.js';
import { ReportVersion } from './version.entity.js';

export type PublishedVersion = Pick<ReportVersionView, 'id' | 'number' | 'summary' | 'files'> & { publishedAt: Date };

/** What is delivered: written, looked at by another, published. Published, it stays as it is. */
@Injectable()
export class ReportVersions {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly writer: RequestWriter,
    private readonly rows: RequestRows,
    private readonly attachments: AttachmentsService,
  ) {}

  /** The next one. What was published before stays where customers read it. */
  create(actor: Actor, idOrNumber: string, { version, ...body }: NewReportVersion): Promise<void> {
    return this.work.run(async (tx) => {
      const request = await this.writer.lock(tx, idOrNumber, 'write', version);
      const [last] = await tx.query<{ number: number; state: string }>(
        'select number, state from report_versions where request_id = $1 order by number desc limit 1',
        [request.id],
      );
      if (last && last.state !== 'published') throw conflict('version_open', 'A version is being written already.');
      const now = this.clock.now();
      const row: ReportVersion = {
        ...EMPTY,
        id: newId(),
        requestId: request.id,
        number: (last?.number ?? 0) + 1,
        summary: body.summary?.trim() ?? '',
        authorId: personOf(actor),
        createdAt: now,
        updatedAt: now,
      };
      await tx.insert(ReportVersion, row);
      if (body.fileIds) await this.setFiles(tx, actor, row, body.fileIds);
      await this.writer.apply(
        tx,
        actor,
        request,
        { state: 'analysis' },
        {
          type: 'report.version-begun',
          data: { number: row.number },
        },
      );
    });
  }

  change(actor: Actor, idOrNumber: string, id: string, { version, ...body }: ReportVersionChange): Promise<void> {
    return this.work.run(async (tx) => {
      const { row } = await this.lock(tx, idOrNumber, id, 'edit', version);
      if (body.summary !== undefined) row.summary = body.summary.trim();
      if (body.fileIds) await this.setFiles(tx, actor, row, body.fileIds);
      await this.save(tx, row);
    });
  }

  /** A draft that leads nowhere. What was published before is the last word again. */
  discard(actor: Actor, idOrNumber: string, id: string): Promise<void> {
    return this.work.run(async (tx) => {
      const { request, row } = await this.lock(tx, idOrNumber, id, 'edit');
      await this.setFiles(tx, actor, row, []);
      await tx.query('delete from report_versions where id = $1', [row.id]);
      const state = request.publishedAt ? ('published' as const) : request.state;
      await this.writer.apply(
        tx,
        actor,
        request,
        { state },
        {
          type: 'report.version-discarded',
          data: { number: row.number },
        },
      );
    });
  }

  submit(actor: Actor, idOrNumber: string, id: string, version: number): Promise<void> {
    return this.work.run(async (tx) => {
      const { request, row } = await this.lock(tx, idOrNumber, id, 'submit', version);
      await this.mustSaySomething(tx, row);
      Object.assign(row, { state: 'review', reviewedBy: null, reviewedAt: null, reviewNote: null });
      await this.save(tx, row);
      await this.writer.apply(
        tx,
        actor,
        request,
        { state: 'review' },
        {
          type: 'report.submitted',
          data: { number: row.number },
          tell: [request.reviewerId],
        },
      );
    });
  }

  /** By somebody else than its author. */
  approve(actor: Actor, idOrNumber: string, id: string, version: number, note?: string): Promise<void> {
    return this.work.run(async (tx) => {
      const { request, row } = await this.lock(tx, idOrNumber, id, 'approve', version);
      if (row.state !== 'review') throw conflict('wrong_state', 'Nobody asked for this version to be looked at.');
      this.mustBeAnother(actor, row);
      const values = { reviewedBy: actor.id, reviewedAt: this.clock.now(), reviewNote: note?.trim() || null };
      await this.save(tx, Object.assign(row, { state: 'approved', ...values }));
      await this.writer.apply(
        tx,
        actor,
        request,
        {},
        {
          type: 'report.approved',
          data: { number: row.number, ...(values.reviewNote && { note: values.reviewNote }) },
          tell: [row.authorId, request.ownerId],
        },
      );
    });
  }

  /** Back to be written on: by who looks at it, or by its author, who saw something. */
  giveBack(actor: Actor, idOrNumber: string, id: string, version: number, note?: string): Promise<void> {
    return this.work.run(async (tx) => {
      const { request, row } = await this.lock(tx, idOrNumber, id, 'return', version);
      const values = { state: 'draft', reviewedBy: null, reviewedAt: null, reviewNote: note?.trim() || null };
      await this.save(tx, Object.assign(row, values));
      await this.writer.apply(
        tx,
        actor,
        request,
        { state: 'analysis' },
        {
          type: 'report.returned',
          data: { number: row.number, ...(values.reviewNote && { note: values.reviewNote }) },
          tell: [row.authorId, request.ownerId],
        },
      );
    });
  }

  publish(actor: Actor, idOrNumber: string, id: string, version: number): Promise<void> {
    return this.work.run(async (tx) => {
      const { request, row } = await this.lock(tx, idOrNumber, id, 'publish', version);
      if (row.state !== 'approved') {
        throw conflict('not_approved', 'Somebody else than its author has to look at the version first.');
      }
      const at = this.clock.now();
      await this.save(tx, Object.assign(row, { state: 'published', publishedAt: at, publishedBy: actor.id }));
      await this.writer.apply(
        tx,
        actor,
        request,
        { state: 'published', publishedAt: at },
        {
          type: 'report.published',
          data: { number: row.number },
          tell: [request.ownerId],
        },
      );
    });
  }

  /** What customers read: the last one first. */
  async published(requestId: string): Promise<PublishedVersion[]> {
    const versions = await this.rows.versions(requestId, 'published');
    return versions.map(({ id, number, summary, publishedAt, files }) => ({
      id,
      number,
      summary,
      publishedAt: publishedAt!,
      files,
    }));
  }

  async open(requestId: string, fileId: string, only?: 'published'): Promise<{ file: Attachment; stream: Readable }> {
    const [known] = await this.db.query<object[]>(
      `select 1 from report_files f join report_versions v on v.id = f.version_id
       where f.attachment_id = $1 and v.request_id = $2 and ($3::text is null or v.state = $3)`,
      [fileId, requestId, only ?? null],
    );
    const file = known && (await this.attachments.find(fileId));
    if (!file) throw notFound('file');
    return { file, stream: await this.attachments.stream(file) };
  }

  private async lock(
    tx: Tx,
    idOrNumber: string,
    id: string,
    move: RequestMove,
    version?: number,
  ): Promise<{ request: ReportRequest; row: ReportVersion }> {
    const request = await this.writer.lock(tx, idOrNumber);
    const row = await tx.lock(ReportVersion, { id });
    if (!row || row.requestId !== request.id) throw notFound('version');
    if (row.state === 'published')
      throw conflict('published', 'A published version stays as it is; write another one.');
    if (version !== undefined && version !== row.version) throw stale(row.version);
    await this.writer.lock(tx, request.id, move);
    return { request, row };
  }

  private async save(tx: Tx, row: ReportVersion): Promise<void> {
    await tx.save(Object.assign(row, { version: row.version + 1, updatedAt: this.clock.now() }));
  }

  /** They belong to the version from now on; those that it lets go are its last holder's again. */
  private async setFiles(tx: Tx, actor: Actor, { id }: ReportVersion, fileIds: readonly string[]): Promise<void> {
    const kept = `kept:report:${id}`;
    await tx.query(
      `with gone as (delete from report_files where version_id = $1 and attachment_id <> all($2::uuid[]) returning attachment_id)
       update attachments set owner = $3 where id in (select attachment_id from gone)`,
      [id, fileIds, `user:${actor.id}`],
    );
    if (fileIds.length === 0) return;
    const taken = await tx.query<{ id: string }>(
      `update attachments set owner = $2 where id = any($1::uuid[]) and message_id is null and owner in ($2, $3) returning id`,
      [fileIds, kept, `user:${actor.id}`],
    );
    const known = new Set(taken.map((one) => one.id));
    const strange = fileIds.findIndex((one) => !known.has(one));
    if (strange >= 0) throw invalid(`fileIds[${strange}]`, 'is no file that you have uploaded');
    await tx.query(
      `insert into report_files (attachment_id, version_id, place)
       select one, $2, place from unnest($1::uuid[]) with ordinality as f(one, place)
       on conflict (attachment_id) do update set place = excluded.place`,
      [fileIds, id],
    );
  }

  private async mustSaySomething(tx: Tx, { id, summary }: ReportVersion): Promise<void> {
    if (summary !== '') return;
    const [file] = await tx.query('select 1 from report_files where version_id = $1 limit 1', [id]);
    if (!file) throw invalid('summary', 'write what the report says, or add a file');
  }

  private mustBeAnother(actor: Actor, { authorId }: ReportVersion): void {
    if (!mayReview(personOf(actor), authorId)) throw forbidden('Somebody else than its author has to look at it.');
  }
}

function personOf({ kind, id }: Actor): string {
  if (kind !== 'user' || !id) throw forbidden('A person has to do this.');
  return id;
}

const EMPTY = {
  state: 'draft' as const,
  reviewedBy: null,
  reviewedAt: null,
  reviewNote: null,
  publishedBy: null,
  publishedAt: null,
  version: 1,
};
