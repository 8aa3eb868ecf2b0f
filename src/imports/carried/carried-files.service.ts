import { crc32 } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { typeOf } from '../../conversations/file-type.rules.js';
import { Blobs } from '../../platform/blobs/blobs.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import { Logs } from '../../platform/telemetry/logs.js';
import { isZip, StoredFiles } from '../files/stored-file.service.js';
import { ZipReader, type ZipEntry } from '../files/zip-reader.js';
import { FILE_PLACES, type Figures, type ImportRow } from '../import.types.rules.js';
import type { Reason } from '../kinds/field.rules.js';
import { isData } from '../sources/exports.service.js';
import type { ForeignFile, ForeignMessage } from '../sources/source.js';
import { CarriedIndex, isLitter } from './carried.rules.js';

interface Said {
  place: number;
  ref: string;
  parent: string;
  given: ForeignMessage;
}

interface Lack {
  reason: Reason;
  name: string;
  ticket?: string;
  message?: string;
  path?: string;
  size?: number;
}

const BATCH = 500;
/** Files are held in memory one after the other; a message has few. */
const UNPACK = 20;
/** Of files that belong to nothing so many are named; all are counted. */
const MOST_NAMED = 10_000;

/**
 * Attachments that an export carries. The dry run tells by names which file of the archive is which attachment, and names
 * those that are not there; the run takes them out before anything is made. Nothing is fetched from anywhere.
 */
@Injectable()
export class CarriedFiles {
  private readonly log = Logs.for('imports');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly blobs: Blobs,
    private readonly files: StoredFiles,
  ) {}

  /** Of what would be made. Returns the figures; each lack is a row of its own, for the file of refused rows. */
  async match(row: ImportRow, path: string): Promise<Figures | null> {
    const entries = (await isZip(path)) ? (await ZipReader.open(path)).entries : [];
    const index = new CarriedIndex(entries.filter(({ name }) => !isData(name) && !isLitter(name)));
    const figures = { found: 0, missing: 0, unclaimed: 0 };
    const lacks: Lack[] = [];
    for await (const messages of this.withFiles(row.id, BATCH)) {
      for (const { given, ref, parent } of messages) {
        given.files = given.files!.map((file) => {
          const { entry, reason } = index.find(file, { message: ref, ticket: parent });
          if (entry) figures.found += 1;
          else lacks.push({ reason: reason!, name: file.name, ticket: parent, message: ref, size: file.size });
          return entry ? { ...file, entry: entry.name } : file;
        });
      }
      await this.keep(row, messages);
    }
    figures.missing = lacks.length;
    const unclaimed = index.unclaimed();
    figures.unclaimed = unclaimed.length;
    for (const { name, size } of unclaimed.slice(0, MOST_NAMED)) {
      lacks.push({ reason: 'file_unclaimed', name: name.split('/').at(-1)!, path: name, size });
    }
    await this.lack(row.id, lacks, 0);
    return figures.found + figures.missing + figures.unclaimed > 0 ? figures : null;
  }

  /** Into the store, before the first ticket is made. Whatever dies, what lies there already is not taken out again. */
  async unpack(row: ImportRow): Promise<void> {
    if (row.source === 'csv' || row.atPlace >= 0 || !row.counts.files?.found || !row.fileKey) return;
    const [waiting] = await this.db.query(`select 1 from import_rows where import_id = $1 and ${WAITING} limit 1`, [
      row.id,
    ]);
    if (!waiting) return;
    await this.files.withFile(row.fileKey, async (path) => {
      const zip = await ZipReader.open(path);
      const entries = new Map(zip.entries.map((entry) => [entry.name, entry]));
      let broken = row.counts.files!.missing ?? 0;
      for await (const messages of this.withFiles(row.id, UNPACK, WAITING)) {
        const lacks: Lack[] = [];
        for (const { given, ref, parent } of messages) {
          const files: ForeignFile[] = [];
          for (const { entry, ...file } of given.files!) {
            const kept = entry ? await this.take(zip, entries.get(entry), file.type) : {};
            if (!kept)
              lacks.push({ reason: 'file_broken', name: file.name, ticket: parent, message: ref, path: entry });
            files.push({ ...file, ...kept });
          }
          given.files = files;
        }
        await this.keep(row, messages);
        await this.lack(row.id, lacks, PLACES_OF_BROKEN + broken);
        broken += lacks.length;
      }
    });
  }

  private async take(
    zip: ZipReader,
    entry: ZipEntry | undefined,
    said: string | undefined,
  ): Promise<Pick<ForeignFile, 'blobKey' | 'size' | 'type'> | null> {
    if (!entry) return null;
    try {
      const content = await zip.buffer(entry);
      if (crc32(content) !== entry.crc) return null;
      return { blobKey: await this.blobs.put(content), size: content.length, type: typeOf(content, said ?? '') };
    } catch (error) {
      this.log.warn({ err: error }, 'a file of an export could not be taken out');
      return null;
    }
  }

  /** What was said on tickets that would be made, and has files. */
  private async *withFiles(id: string, most: number, more = 'true'): AsyncGenerator<Said[]> {
    for (let after = -1; ;) {
      const rows = await this.db.query<Said[]>(
        `select place, ref, parent, given from import_rows i
         where import_id = $1 and kind = 'messages' and place > $2 and jsonb_array_length(coalesce(given->'files', '[]')) > 0 and ${more}
           and exists (select 1 from import_rows t where t.import_id = $1 and t.kind = 'tickets' and t.ref = i.parent and t.plan = 'create')
         order by place limit ${most}`,
        [id, after],
      );
      if (rows.length === 0) return;
      after = rows.at(-1)!.place;
      yield rows;
    }
  }

  private keep(row: ImportRow, messages: readonly Said[]): Promise<void> {
    return this.work.run(async (tx) => {
      tx.write(
        `update import_rows i set given = r.given from jsonb_to_recordset($2) as r(place int, given jsonb)
         where i.import_id = $1 and i.place = r.place`,
        [row.id, JSON.stringify(messages.map(({ place, given }) => ({ place, given })))],
      );
      // So that nobody takes it for an import that lost its job.
      tx.write('update imports set updated_at = $2 where id = $1', [row.id, this.clock.now()]);
      return Promise.resolve();
    });
  }

  private async lack(id: string, lacks: readonly Lack[], first: number): Promise<void> {
    for (let at = 0; at < lacks.length; at += 1_000) {
      const rows = lacks.slice(at, at + 1_000).map(({ reason, ...given }, n) => ({
        place: FILE_PLACES + first + at + n,
        line: first + at + n + 1,
        given,
        errors: [{ field: 'files', reason, value: given.name.slice(0, 200) }],
      }));
      await this.db.query(
        `insert into import_rows (import_id, place, kind, line, given, plan, errors)
         select $1, place, 'files', line, given, 'file', errors from jsonb_to_recordset($2)
           as r(place int, line int, given jsonb, errors jsonb) on conflict do nothing`,
        [id, JSON.stringify(rows).replaceAll('\\u0000', '')],
      );
    }
  }
}

/** Some of its files lie in the archive still. */
const WAITING = `kind = 'messages' and given->'files' @? '$[*] ? (exists(@.entry))'`;
const PLACES_OF_BROKEN = 50_000_000;
