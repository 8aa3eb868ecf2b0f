import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../identity/audit/audit.service.js';
import { SettingsService } from '../identity/settings/settings.service.js';
import { Recordings } from '../channels/calls/recordings.service.js';
import { Blobs } from '../platform/blobs/blobs.js';
import { Clock } from '../platform/clock.js';
import { Vault } from '../platform/crypto/vault.js';
import { Work } from '../platform/database/work.js';
import { SYSTEM, type Actor } from '../platform/http/access.decorators.js';
import { conflict, notFound } from '../platform/http/refusal.js';
import { newId } from '../platform/ids.js';
import { Job } from '../platform/jobs/job.decorators.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { inScope, personalTables, type NamedTable } from '../platform/privacy/personal-data.js';
import { Columns } from './columns.service.js';
import { exportPage, type ExportedTable } from './export-page.rules.js';
import { maskedText, masked, ownOf, type Own } from './masking.rules.js';
import { PrivacyRequest } from './privacy-request.entity.js';
import { PrivacySettings } from './privacy-settings.service.js';
import { PrivacyRequests } from './requests.service.js';
import { Scopes } from './scope.service.js';
import { ZipWriter } from './zip.js';

declare module '../platform/jobs/job.decorators.js' {
  interface JobData {
    'privacy.export': { requestId: string };
  }
}

const DAY_MS = 86_400_000;
const KEEP_DAYS = 7;
const SEAL = 'what a person is given';
/** What is given is put together in memory. What is left out is named, and can be had one by one. */
const MOST_BYTES = 512 * 1024 * 1024;

type Row = Record<string, unknown>;

/** Everything that is known of a person, as files for them: as JSON for programs, and as a page for people. */
@Injectable()
export class DataExport {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly blobs: Blobs,
    private readonly vault: Vault,
    private readonly columns: Columns,
    private readonly house: SettingsService,
    private readonly settings: PrivacySettings,
    private readonly requests: PrivacyRequests,
    private readonly recordings: Recordings,
    private readonly scopes: Scopes,
    private readonly audit: AuditService,
  ) {}

  async start(actor: Actor, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      const row = await this.requests.lock(tx, id);
      if (row.kind !== 'export') throw conflict('not_export', 'This request asks for something else.');
      if (row.state === 'working') throw conflict('working', 'It is under way already.');
      await tx.save(
        Object.assign(row, {
          state: 'working',
          confirmedBy: actor.id,
          progress: {},
          updatedAt: this.clock.now(),
          version: row.version + 1,
        }),
      );
      await this.audit.record(tx, {
        actor,
        action: 'privacy.export-started',
        target: { kind: 'contact', id: row.contactId },
        data: { requestId: id },
      });
    });
    await this.ask(id);
  }

  async ask(requestId: string): Promise<void> {
    await this.jobs.add('privacy.export', { requestId }, { id: `privacy.export.${requestId}.${newId()}` });
  }

  /** Repeated, it makes the same again; the last one counts. */
  @Job('privacy.export')
  async run({ requestId }: { requestId: string }): Promise<void> {
    const row = await this.db.getRepository(PrivacyRequest).findOneBy({ id: requestId });
    if (!row || row.kind !== 'export' || row.state !== 'working') return;
    const content = await this.pack(row);
    const key = await this.blobs.put(this.vault.sealBytes(content, SEAL));
    const now = this.clock.now();
    await this.work.run(async (tx) => {
      const made = await tx.query(
        `update privacy_requests set state = 'ready', file_key = $2, file_size = $3, file_expires_at = $4,
           file_fetched_at = null, updated_at = $5, version = version + 1 where id = $1 and state = 'working' returning id`,
        [requestId, key, content.length, new Date(now.getTime() + KEEP_DAYS * DAY_MS), now],
      );
      await this.scopes.forget(tx, requestId);
      if (made.length === 0) return;
      await this.audit.record(tx, {
        actor: SYSTEM,
        action: 'privacy.export-ready',
        target: { kind: 'contact', id: row.contactId },
        data: { requestId, bytes: content.length },
      });
    });
  }

  /** Once: whoever fetches it hands it over, and it is no more here. */
  async fetch(actor: Actor, id: string): Promise<Buffer> {
    const key = await this.work.run(async (tx) => {
      const [row] = await tx.query<{ file_key: string; contact_id: string }>(
        `update privacy_requests set file_fetched_at = $2, state = 'done', ended_at = $2, updated_at = $2, version = version + 1
         where id = $1 and state = 'ready' and file_key is not null and file_expires_at > $2 and file_fetched_at is null
         returning file_key, contact_id`,
        [id, this.clock.now()],
      );
      if (!row) throw notFound('file');
      await this.audit.record(tx, {
        actor,
        action: 'privacy.export-fetched',
        target: { kind: 'contact', id: row.contact_id },
        data: { requestId: id },
      });
      return row.file_key;
    });
    const content = this.vault.openBytes(await this.blobs.get(key), SEAL);
    await this.forgetFile(id, key);
    return content;
  }

  /** Files that were fetched or nobody fetched. Those whose time is over open their request again. */
  async forgetOld(): Promise<void> {
    const rows = await this.db.query<{ id: string; key: string }[]>(
      `select id, file_key as key from privacy_requests
       where file_key is not null and (file_expires_at <= $1 or file_fetched_at is not null)`,
      [this.clock.now()],
    );
    for (const { id, key } of rows) await this.forgetFile(id, key);
  }

  private async forgetFile(id: string, key: string): Promise<void> {
    // Each is sealed by itself, so no two rows share a file.
    await this.blobs.delete(key);
    await this.db.query(
      `update privacy_requests set file_key = null, state = case when state = 'ready' then 'open' else state end where id = $1`,
      [id],
    );
  }

  private async pack(request: PrivacyRequest): Promise<Buffer> {
    const { id } = request;
    await this.work.run(async (tx) => {
      await this.scopes.forget(tx, id);
      await this.scopes.begin(tx, id, 'contact', [request.contactId]);
      await this.scopes.collect(tx, id);
    });
    const own = await this.own(id);
    const { giveNotes } = await this.settings.current();
    const zip = new ZipWriter(this.clock.now());
    const tables: ExportedTable[] = [];
    for (const table of personalTables().filter(({ of, withhold }) => of && withhold !== 'everything')) {
      const rows = (await this.rowsOf(table, id, giveNotes)).map((row) => masked(row, own) as Row);
      if (rows.length === 0) continue;
      zip.add(`data/${table.name}.json`, Buffer.from(JSON.stringify(rows, null, 2)));
      tables.push({ name: table.name, category: table.category, rows });
    }
    const { left, files } = await this.addFiles(zip, id, own, giveNotes);
    const { company, language } = await this.house.current();
    const page = exportPage({
      company,
      language: request.language ?? language,
      madeAt: this.clock.now(),
      tables,
      files,
      left,
      notes: giveNotes,
    });
    zip.add('index.html', Buffer.from(page));
    return zip.finish();
  }

  /** Theirs, and the house's: everybody else's is half hidden. */
  private async own(workId: string): Promise<Own> {
    const rows = await this.db.query<{ address: string }[]>(
      inScope(`select value as address from contact_identities where id in @identity
        union select display from contact_identities where id in @identity
        union select address from inboxes where address is not null
        union select email from users`),
      [workId],
    );
    return ownOf(rows.map(({ address }) => address));
  }

  private async rowsOf({ table, of, withhold = [] }: NamedTable, workId: string, notes: boolean): Promise<Row[]> {
    const kept = (await this.columns.of(table))
      .filter(({ name, type }) => type !== 'bytea' && !withhold.includes(name))
      .map(({ name }) => `"${name}"`);
    const internal = table === 'messages' && !notes ? ` and ${NOT_INTERNAL}` : '';
    const where = inScope(of!);
    return this.db.query<Row[]>(
      `select ${kept.join(', ')} from "${table}" where (${where})${internal}`,
      where.includes('$1') ? [workId] : [],
    );
  }

  private async addFiles(zip: ZipWriter, workId: string, own: Own, notes: boolean) {
    const left: string[] = [];
    const files: string[] = [];
    let size = 0;
    const add = (path: string, content: Buffer): void => {
      if ((size += content.length) > MOST_BYTES) {
        left.push(path);
        return;
      }
      zip.add(path, content);
      files.push(path);
    };
    const attached = await this.db.query<{ id: string; name: string; blob_key: string }[]>(
      inScope(
        `select id, name, blob_key from attachments where id in @attachment and ${
          notes
            ? 'true'
            : `
        (message_id is null or message_id in (select id from messages where ${NOT_INTERNAL}))`
        }`,
      ),
      [workId],
    );
    for (const { id, name, blob_key } of attached) {
      const content = await this.blobs.get(blob_key).catch(() => null);
      if (content) add(`files/${id.slice(-8)}-${fileName(name)}`, content);
      else left.push(name);
    }
    // What they sent themselves, as it came. What others sent in the same thread is theirs.
    const mails = await this.db.query<{ id: string; raw: Buffer | null; raw_blob: string | null }[]>(
      inScope(`select e.id, e.raw, e.raw_blob from envelopes e join messages m on m.envelope_id = e.id
        where e.id in @envelope and m.author_kind = 'contact' and m.author_id in @contact`),
      [workId],
    );
    for (const { id, raw, raw_blob } of mails) {
      const content = raw_blob ? await this.blobs.get(raw_blob).catch(() => null) : raw;
      if (content?.length) add(`originals/${id}${ending(content)}`, withOthersMasked(content, own));
    }
    for (const id of await this.scopes.ids(workId, 'recording')) {
      const sound = await this.recordings.stored(id);
      if (sound) add(`recordings/${id}.${sound.type.includes('wav') ? 'wav' : 'mp3'}`, sound.content);
    }
    return { left, files };
  }
}

/** Notes, and what was said with suppliers. */
const NOT_INTERNAL = `direction <> 'internal' and not exists (
  select from conversations v where v.id = messages.conversation_id and v.third_party)`;

const fileName = (name: string): string => name.replace(/[^\p{L}\p{N}._ -]/gu, '_').slice(-100);

const ending = (content: Buffer): string =>
  /^[\w-]+: /m.test(content.subarray(0, 2_000).toString('latin1')) ? '.eml' : '.json';

const withOthersMasked = (content: Buffer, own: Own): Buffer => {
  const text = content.toString('latin1');
  const kept = maskedText(text, own).replaceAll('…', '...');
  return kept === text ? content : Buffer.from(kept, 'latin1');
};
