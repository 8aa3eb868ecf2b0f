import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import type { OutboundPost } from '../channels/contract.js';
import { Attachment } from '../conversations/attachment.entity.js';
import { AttachmentsService } from '../conversations/attachments.service.js';
import { FileScans } from '../conversations/file-scans.service.js';
import { Blobs } from '../platform/blobs/blobs.js';
import type { Tx } from '../platform/database/tx.js';
import type { Actor } from '../platform/http/access.decorators.js';
import { invalid } from '../platform/http/refusal.js';

/** While a post has it, no sweep of unused files forgets it. */
const keptFor = (postId: string): string => `kept:post:${postId}`;

/** Pictures of posts are uploaded like any file; a post takes them over from whoever did. */
@Injectable()
export class PostPictures {
  constructor(
    private readonly db: DataSource,
    private readonly attachments: AttachmentsService,
    private readonly scans: FileScans,
    private readonly blobs: Blobs,
  ) {}

  async take(tx: Tx, actor: Actor, postId: string, id: string): Promise<void> {
    const taken = await tx.query(
      `update attachments set owner = $3 where id = $1 and message_id is null and owner in ($2, $3) returning id`,
      [id, `user:${actor.id}`, keptFor(postId)],
    );
    if (taken.length === 0) throw invalid('pictureId', 'is no file that you have uploaded');
  }

  /** It is whose who let go of it: forgotten after a while, unless they use it again. */
  async letGo(tx: Tx, actor: Actor, postId: string, id: string): Promise<void> {
    await tx.query('update attachments set owner = $2 where id = $1 and owner = $3', [
      id,
      `user:${actor.id}`,
      keptFor(postId),
    ]);
  }

  async of(ids: readonly string[]): Promise<Map<string, Attachment>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.getRepository(Attachment).findBy({ id: In([...ids]) });
    return new Map(rows.map((row) => [row.id, row]));
  }

  stream(file: Attachment) {
    return this.attachments.stream(file);
  }

  /** Throws where nobody may open it: infected, or not looked at yet. */
  async outbound(id: string): Promise<OutboundPost['picture']> {
    const file = (await this.of([id])).get(id);
    if (!file) return null;
    await this.scans.mustBeOpenable(file.blobKey);
    return { name: file.name, type: file.type, content: await this.blobs.get(file.blobKey) };
  }
}
