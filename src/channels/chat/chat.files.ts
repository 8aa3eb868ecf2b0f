import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Attachment } from '../../conversations/attachment.entity.js';
import { FileScans } from '../../conversations/file-scans.service.js';
import { Blobs } from '../../platform/blobs/blobs.js';
import { Clock } from '../../platform/clock.js';
import { hmacHex, sameSecret } from '../../platform/crypto/tokens.js';
import { Vault } from '../../platform/crypto/vault.js';
import { notFound } from '../../platform/http/refusal.js';
import { newId } from '../../platform/ids.js';
import { uploadOwner } from './chat.envelope.js';
import { refuse } from './chat.refusal.js';
import { LIMITS, type Attachment as FileView } from './protocol/protocol.js';
import { RateLimit } from './rate.limit.js';
import type { Visitor } from './visitor.entity.js';

/** Browsers show these without running anything. Everything else is a download. */
const SAFE_IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

/** Files of visitors: uploaded before the message that names them, read by an address that nobody can guess. */
@Injectable()
export class ChatFiles {
  private readonly key: Buffer;
  private readonly limit = new RateLimit(LIMITS.messages, LIMITS.windowMs);

  constructor(
    private readonly db: DataSource,
    private readonly blobs: Blobs,
    private readonly clock: Clock,
    private readonly scans: FileScans,
    vault: Vault,
  ) {
    this.key = vault.key('chat files');
  }

  async upload(
    visitor: Visitor,
    file: { originalname: string; mimetype: string; buffer: Buffer } | undefined,
  ): Promise<FileView> {
    if (!file || file.buffer.length === 0)
      throw refuse('bad_request', 'Send the file as multipart/form-data, in a part named "file".');
    const wait = this.limit.take(`${visitor.inboxId}:${visitor.identityKey}`, this.clock.millis());
    if (wait > 0) throw refuse('rate_limited', 'Too many files. Wait a moment.', wait);
    const attachment: Attachment = {
      id: newId(),
      messageId: null,
      owner: uploadOwner(visitor.inboxId, visitor.identityKey),
      name: nameOf(file.originalname),
      type: TYPE.test(file.mimetype) ? file.mimetype.toLowerCase() : 'application/octet-stream',
      size: file.buffer.length,
      blobKey: await this.blobs.put(file.buffer),
      contentId: null,
      inline: false,
      createdAt: this.clock.now(),
    };
    await this.scans.arrived(attachment.blobKey);
    await this.db.getRepository(Attachment).insert(attachment);
    return this.present(attachment);
  }

  /** Somebody else's file, or one that another message has, is no file. */
  async mustBelongTo(visitor: Visitor, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const owner = uploadOwner(visitor.inboxId, visitor.identityKey);
    const count = await this.db.getRepository(Attachment).countBy({ id: In([...ids]), owner });
    if (count < ids.length) throw refuse('bad_request', 'attachments: upload the files first.');
  }

  async ofMessages(ids: readonly string[]): Promise<Map<string, FileView[]>> {
    const views = new Map<string, FileView[]>();
    if (ids.length === 0) return views;
    const rows = await this.db
      .getRepository(Attachment)
      .find({ where: { messageId: In([...ids]) }, order: { id: 'ASC' } });
    for (const row of rows) views.set(row.messageId!, [...(views.get(row.messageId!) ?? []), this.present(row)]);
    return views;
  }

  async open(
    id: string,
    key: string,
  ): Promise<{ name: string; type: string; inline: boolean; size: number; content: NodeJS.ReadableStream }> {
    if (!sameSecret(this.keyOf(id), key)) throw notFound('file');
    const file = await this.db.getRepository(Attachment).findOneBy({ id });
    if (!file) throw notFound('file');
    await this.scans.mustBeOpenable(file.blobKey);
    const safe = SAFE_IMAGES.includes(file.type);
    return {
      name: file.name,
      type: safe ? file.type : 'application/octet-stream',
      inline: safe,
      size: file.size,
      content: await this.blobs.stream(file.blobKey),
    };
  }

  private present({ id, name, type, size }: Attachment): FileView {
    return { id, name, type, size, url: `/api/v1/chat/attachments/${id}?key=${this.keyOf(id)}` };
  }

  /** An <img> cannot send a token, so the address itself is the permission. */
  private keyOf(id: string): string {
    return hmacHex(this.key, id).slice(0, 40);
  }
}

/** For people only: nothing is ever stored or opened under this name. Multipart names come as latin1. */
function nameOf(given: string): string {
  const utf8 = Buffer.from(given, 'latin1').toString('utf8');
  const name = (utf8.includes('\ufffd') ? given : utf8).replace(/[\p{Cc}\p{Cf}/\\]+/gu, '_').trim();
  return [...(name || 'file')].slice(0, 200).join('');
}
