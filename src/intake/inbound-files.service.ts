import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { FileGone, type Inbound, type InboundFileReference, type Line } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import { InboxesService } from '../channels/inboxes.service.js';
import { ChannelRegistry } from '../channels/registry.js';
import { displayName, typeOf } from '../conversations/file-type.rules.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { Blobs } from '../platform/blobs/blobs.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/tx.js';
import { Work } from '../platform/database/work.js';
import { TooLarge } from '../platform/egress/body.js';
import { Logs } from '../platform/telemetry/logs.js';

const MINUTE = 60_000;
/** Providers keep files for hours to days; a network of theirs or ours is seldom away for longer than this. */
const TRY_AGAIN_MS = [MINUTE / 2, 5 * MINUTE, 30 * MINUTE, 120 * MINUTE, 480 * MINUTE];
/** More than these wait for the next sweep. */
const BATCH = 50;

interface Row {
  envelope_id: string;
  reference: string;
  inbox_id: string;
  message_id: string | null;
  name: string;
  type: string;
  blob_key: string | null;
  size: number | null;
  state: 'kept' | 'waiting' | 'lost';
  error: string | null;
  attempts: number;
}

/** What a message shows of a file that is not there. */
export interface MissingFile {
  name: string;
  state: 'waiting' | 'lost';
  reason: string;
}

/**
 * Files that a provider keeps for us are fetched before the story is told, and kept, so that a replay needs no provider.
 * One that cannot be had never holds up the message: the message says so, and it is asked for again.
 */
@Injectable()
export class InboundFiles {
  private readonly log = Logs.for('intake');

  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly registry: ChannelRegistry,
    private readonly inboxes: InboxesService,
    private readonly conversations: ConversationsService,
    private readonly blobs: Blobs,
    private readonly clock: Clock,
  ) {}

  /** Outside of any transaction. Never throws: what is missing is tried again later. */
  async fetch(envelope: Pick<Envelope, 'id'>, line: Line, inbound: Inbound[]): Promise<void> {
    const references = inbound.flatMap((thing) =>
      thing.type === 'message' || thing.type === 'echo' ? referencesOf(thing.files) : [],
    );
    if (references.length === 0) return;
    const known: { reference: string }[] = await this.db.query(
      'select reference from inbound_files where envelope_id = $1',
      [envelope.id],
    );
    const fresh = references.filter(({ reference }) => !known.some((row) => row.reference === reference));
    await Promise.all(
      fresh.map(async (file) => {
        const got = await this.get(file, line, 1);
        await this.db.query(
          `insert into inbound_files (envelope_id, reference, inbox_id, name, type, blob_key, size, state, error, attempts, try_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10) on conflict do nothing`,
          [
            envelope.id,
            file.reference,
            line.id,
            displayName(file.name),
            got.type,
            got.blobKey,
            got.size,
            got.state,
            got.error,
            got.tryAt,
          ],
        );
      }),
    );
  }

  /** Within the story: what was fetched becomes part of the message; what was not is named on it. */
  async attach(tx: Tx, envelopeId: string, messageId: string, references: InboundFileReference[]): Promise<void> {
    if (references.length === 0) return;
    const rows = await tx.query<Row>(
      `update inbound_files set message_id = $2 where envelope_id = $1 and reference = any($3::text[]) returning *`,
      [envelopeId, messageId, references.map(({ reference }) => reference)],
    );
    this.conversations.attachFiles(tx, messageId, rows.filter((row) => row.state === 'kept').map(attachmentOf));
    await this.noteMissing(tx, messageId);
  }

  /** Those that wait for another attempt. */
  async sweep(): Promise<void> {
    const rows: Row[] = await this.db.query(
      `select * from inbound_files where state = 'waiting' and message_id is not null and try_at <= $1 order by try_at limit ${BATCH}`,
      [this.clock.now()],
    );
    for (const row of rows) {
      await this.again(row).catch((error: unknown) =>
        this.log.warn({ err: error, messageId: row.message_id }, 'a file could not be fetched again'),
      );
    }
  }

  private async again(row: Row): Promise<void> {
    const line = await this.inboxes.line(row.inbox_id);
    const got = await this.get(row, line, row.attempts + 1);
    await this.work.run(async (tx) => {
      const changed = await tx.query<Row>(
        `update inbound_files set blob_key = $3, size = $4, type = $5, state = $6, error = $7, attempts = attempts + 1, try_at = $8
         where envelope_id = $1 and reference = $2 and state = 'waiting' returning *`,
        [row.envelope_id, row.reference, got.blobKey, got.size, got.type, got.state, got.error, got.tryAt],
      );
      const [kept] = changed;
      if (!kept?.message_id) return;
      if (kept.state === 'kept') this.conversations.attachFiles(tx, kept.message_id, [attachmentOf(kept)]);
      await this.noteMissing(tx, kept.message_id);
    });
  }

  private async get(file: InboundFileReference, line: Line, attempt: number) {
    const adapter = this.registry.get(line.channel);
    try {
      if (!adapter.fetchFile) throw new FileGone('This channel cannot fetch files.');
      const content = await adapter.fetchFile(file.reference, line, adapter.abilities.attachments.maxBytes);
      const blobKey = await this.blobs.put(content);
      const type = typeOf(content, file.type);
      return { state: 'kept', blobKey, type, size: content.length, error: null, tryAt: null } as const;
    } catch (error) {
      const wait = error instanceof FileGone || error instanceof TooLarge ? undefined : TRY_AGAIN_MS[attempt - 1];
      this.log.warn({ err: error, inboxId: line.id, attempt }, 'a file could not be fetched');
      return {
        state: wait === undefined ? 'lost' : 'waiting',
        blobKey: null,
        type: file.type,
        size: null,
        error: (error as Error).message.slice(0, 300),
        tryAt: wait === undefined ? null : new Date(this.clock.millis() + wait),
      } as const;
    }
  }

  private async noteMissing(tx: Tx, messageId: string): Promise<void> {
    const rows = await tx.query<Row>(
      `select name, state, error from inbound_files where message_id = $1 and state <> 'kept' order by reference`,
      [messageId],
    );
    const missing = rows.map((row): MissingFile => ({
      name: row.name,
      state: row.state as MissingFile['state'],
      reason: row.error ?? '',
    }));
    const [message] = await tx.query<{ conversation_id: string; ticket_id: string; channel: string }>(
      `update messages set updated_at = $3,
         meta = case when $2::jsonb = '[]' then meta - 'missingFiles' else meta || jsonb_build_object('missingFiles', $2::jsonb) end
       where id = $1 and ($2::jsonb <> '[]' or meta ? 'missingFiles') returning conversation_id, ticket_id, channel`,
      [messageId, JSON.stringify(missing), this.clock.now()],
    );
    if (!message) return;
    tx.emit('message.state-changed', {
      messageId,
      conversationId: message.conversation_id,
      ticketId: message.ticket_id,
      channel: message.channel,
      state: 'received',
    });
  }
}

export const referencesOf = (files: (object | InboundFileReference)[] = []): InboundFileReference[] =>
  files.filter((file): file is InboundFileReference => 'reference' in file);

const attachmentOf = (row: Row) => ({
  name: row.name,
  type: row.type,
  size: row.size!,
  blobKey: row.blob_key!,
  contentId: null,
  inline: false,
});
