import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Blobs } from '../../platform/blobs/blobs.js';
import { notFound } from '../../platform/http/refusal.js';
import { Attachment } from '../attachment.entity.js';
import { FileScans } from '../file-scans.service.js';
import { Message } from '../message.entity.js';
import { PictureAddresses } from './picture-addresses.js';
import { messageDocument, textDocument, type MessageDocument } from './message-document.rules.js';

/** Pictures of these kinds are only pictures; an SVG is a program. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const MAX_PICTURE = 3_000_000;
const MAX_TOGETHER = 15_000_000;

/** Who may see it is decided by the caller, by the ticket. */
@Injectable()
export class MessageDocuments {
  constructor(
    private readonly db: DataSource,
    private readonly blobs: Blobs,
    private readonly addresses: PictureAddresses,
    private readonly scans: FileScans,
  ) {}

  async ticketOf(messageId: string): Promise<string> {
    const message = await this.db.getRepository(Message).findOneBy({ id: messageId });
    if (!message) throw notFound('message');
    return message.ticketId;
  }

  async documentOf(messageId: string, remote: 'blocked' | 'allowed'): Promise<MessageDocument> {
    const message = await this.db.getRepository(Message).findOneBy({ id: messageId });
    if (!message) throw notFound('message');
    if (message.html === null) return textDocument(message.textFull ?? message.text);
    const inline = /\bcid:/i.test(message.html) ? await this.picturesOf(messageId) : new Map<string, string>();
    return messageDocument(
      message.html,
      {
        remote: remote === 'allowed' ? (url) => this.addresses.of(url) : 'blocked',
        inline: (id) => inline.get(id) ?? null,
      },
      { history: 'Quoted history' },
    );
  }

  /** The frame has no origin of its own and sends no cookie, so its pictures travel within the document. */
  private async picturesOf(messageId: string): Promise<Map<string, string>> {
    const files = await this.db.getRepository(Attachment).findBy({ messageId });
    const openable = await this.scans.openable(files.map(({ blobKey }) => blobKey));
    const pictures = new Map<string, string>();
    let together = 0;
    for (const file of files) {
      if (
        !openable.has(file.blobKey) ||
        !file.contentId ||
        !PICTURES.has(file.type) ||
        file.size > MAX_PICTURE ||
        together + file.size > MAX_TOGETHER
      )
        continue;
      together += file.size;
      pictures.set(
        file.contentId,
        `data:${file.type};base64,${(await this.blobs.get(file.blobKey)).toString('base64')}`,
      );
    }
    return pictures;
  }
}
