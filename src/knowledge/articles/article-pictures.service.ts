import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Readable } from 'node:stream';
import { Attachment } from '../../conversations/attachment.entity.js';
import { AttachmentsService, type UploadedFile } from '../../conversations/attachments.service.js';
import { isSafeImage, typeOf } from '../../conversations/file-type.rules.js';
import { Blobs } from '../../platform/blobs/blobs.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { isId } from '../../platform/ids.js';
import { visibleTo, type Reader } from './article.access.js';

/** While an article has it, no sweep of unused files forgets it: old versions show it too. */
const keptFor = (articleId: string): string => `kept:knowledge:${articleId}`;

/** Brought by an import that is not committed yet; forgotten after a while where it never is. */
const importedFor = (articleId: string): string => `import:${articleId}`;

/** A picture that came with an imported article, under the address that its text has for it. */
export interface ImportedPicture extends UploadedFile {
  url: string;
}

/** Pictures of articles are uploaded like any file; an article takes them over from whoever did. */
@Injectable()
export class ArticlePictures {
  constructor(
    private readonly db: DataSource,
    private readonly attachments: AttachmentsService,
    private readonly blobs: Blobs,
  ) {}

  async take(tx: Tx, actor: Actor, articleId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const taken = await tx.query<{ id: string }>(
      `update attachments set owner = $3 where id = any($1::uuid[]) and message_id is null and owner in ($2, $3, $4)
         and type ~ '^image/(png|jpeg|gif|webp|avif)$' returning id`,
      [ids, `user:${actor.id}`, keptFor(articleId), importedFor(articleId)],
    );
    const missing = ids.find((id) => !taken.some((one) => one.id === id));
    if (missing) throw invalid('body', `has a picture that is no picture which you have uploaded: ${missing}`);
  }

  /**
   * Keeps what came with an import: what is no picture by its first bytes is left out, and what the article has already
   * is not kept again. The answer is the id of each by its address.
   */
  async keep(articleId: string, pictures: readonly ImportedPicture[]): Promise<Map<string, string>> {
    const kept = new Map<string, string>();
    for (const { url, ...file } of pictures) {
      if (!isSafeImage(typeOf(file.content, file.type))) continue;
      const id = await this.known(articleId, await this.blobs.put(file.content));
      kept.set(url, id ?? (await this.attachments.keep(importedFor(articleId), file)).id);
    }
    return kept;
  }

  private async known(articleId: string, blobKey: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }[]>(
      'select id from attachments where owner = any($1::text[]) and blob_key = $2 limit 1',
      [[keptFor(articleId), importedFor(articleId)], blobKey],
    );
    return row?.id;
  }

  /** One that stands in what this reader sees; 404 otherwise. Our own people also see those of drafts. */
  async find(reader: Reader, id: string): Promise<Attachment> {
    const parameters: unknown[] = [isId(id) ? id : null];
    const seen =
      reader.kind === 'agent'
        ? 'true'
        : `${visibleTo(reader, parameters)} and exists (select from knowledge_translations t
             where t.article_id = a.id and position('knowledge-file:' || f.id in t.live_body) > 0)`;
    const [row] = await this.db.query<{ id: string }[]>(
      `select f.id from attachments f join knowledge_articles a on f.owner = 'kept:knowledge:' || a.id
       where f.id = $1::uuid and ${seen}`,
      parameters,
    );
    const file = row && (await this.attachments.find(row.id));
    if (!file) throw notFound('picture');
    return file;
  }

  stream(file: Attachment): Promise<Readable> {
    return this.attachments.stream(file);
  }
}
