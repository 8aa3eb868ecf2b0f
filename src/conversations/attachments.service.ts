import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { Blobs } from '../platform/blobs/blobs.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/ids.js';
import { Attachment } from './attachment.entity.js';
import { FileScans } from './file-scans.service.js';
import { displayName, typeOf } from './file-type.rules.js';

export interface UploadedFile {
  name: string;
  /** What the sender says it is. */
  type: string;
  content: Buffer;
}

/** What may still be attached: in no message yet, or in one that was taken back. */
export const UNSENT = `(attachments.message_id is null
  or exists (select from messages m where m.id = attachments.message_id and m.state = 'cancelled'))`;

/** Days after which a file that nobody sent is forgotten. */
const UNUSED_DAYS = 7;

/** Files before they are part of a message, and the bytes of those that are. */
@Injectable()
export class AttachmentsService {
  /** Queries for ids of files that somebody still means to send. */
  private readonly holds: string[] = [];

  constructor(
    private readonly db: DataSource,
    private readonly blobs: Blobs,
    private readonly clock: Clock,
    private readonly scans: FileScans,
  ) {}

  /**
   * Keeps a file that its owner (`user:<id>`, `conversation:<id>`) may attach to a message of theirs. An owner that
   * begins with `kept:` has rows of its own that name the file: it is never forgotten. What our own people upload is
   * refused where it is infected (403).
   */
  async keep(owner: string, { name, type, content }: UploadedFile): Promise<Attachment> {
    const blobKey = await this.blobs.put(content);
    if (owner.startsWith('user:')) await this.scans.refuseInfected(blobKey);
    else await this.scans.arrived(blobKey);
    const file: Attachment = {
      id: newId(),
      messageId: null,
      owner,
      name: displayName(name),
      type: typeOf(content, type),
      size: content.length,
      blobKey,
      contentId: null,
      inline: false,
      createdAt: this.clock.now(),
    };
    await this.db.getRepository(Attachment).insert(file);
    return file;
  }

  find(id: string): Promise<Attachment | null> {
    return this.db.getRepository(Attachment).findOneBy({ id });
  }

  /** Those of these files that their owner has uploaded and not sent, or taken back. */
  async unsent(owner: string, ids: string[]): Promise<Attachment[]> {
    if (ids.length === 0) return [];
    return this.db
      .getRepository(Attachment)
      .createQueryBuilder('attachments')
      .where(`attachments.id = any(:ids::uuid[]) and attachments.owner = :owner and ${UNSENT}`, { ids, owner })
      .getMany();
  }

  /** Said once at start by whoever keeps files for later: `ids` is a query for them, and they are not forgotten. */
  hold(ids: string): void {
    this.holds.push(ids);
  }

  /** Throws where nobody may open it: infected, or not looked at yet. */
  async stream(file: Attachment): Promise<Readable> {
    await this.scans.mustBeOpenable(file.blobKey);
    return this.blobs.stream(file.blobKey);
  }

  /** The rows only: the same bytes may belong to another file. */
  async forgetUnused(): Promise<void> {
    const before = new Date(this.clock.millis() - UNUSED_DAYS * 86_400_000);
    const held = this.holds.map((ids) => ` and id not in (${ids})`).join('');
    await this.db.query(
      `delete from attachments where message_id is null and created_at < $1 and owner not like $2${held}`,
      [before, 'kept:%'],
    );
  }
}
