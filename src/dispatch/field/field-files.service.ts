import { Injectable } from '@nestjs/common';
import type { Sharp } from 'sharp';
import { DataSource } from 'typeorm';
import { Attachment } from '../../conversations/attachment.entity.js';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { Clock } from '../../platform/clock.js';
import { Work } from '../../platform/database/work.js';
import type { Actor } from '../../platform/http/access.decorators.js';
import { conflict, invalid } from '../../platform/http/refusal.js';
import { VisitWriter } from '../visits/visit-writer.service.js';
import type { FieldFile, FieldFileBody } from './field.dto.js';
import { FieldPeople } from './field-people.service.js';

/** Enough to read a serial number on a photo, and little enough for a mail. */
const LONGEST_SIDE = 2_000;
const QUALITY = 80;
/** What a picture may unfold to; more is an attack, not a photo. */
const MOST_PIXELS = 120_000_000;

/** Photos and signatures. What a camera wrote into them beside the picture (place, device, time) is not kept. */
@Injectable()
export class FieldFiles {
  constructor(
    private readonly db: DataSource,
    private readonly work: Work,
    private readonly clock: Clock,
    private readonly people: FieldPeople,
    private readonly writer: VisitWriter,
    private readonly attachments: AttachmentsService,
  ) {}

  async keep(actor: Actor, body: FieldFileBody, upload: Buffer): Promise<FieldFile> {
    const technician = await this.people.technician(actor);
    const known = await this.known(actor, body.clientId);
    if (known) return known;
    const picture = body.kind === 'signature' ? await signature(upload) : await photo(upload);
    // Kept before the transaction: bytes are no rows. Nobody can reach them until a row names them.
    const file = await this.attachments.keep(`kept:visit:${body.visitId}`, {
      name: `${body.kind}.${picture.extension}`,
      type: picture.type,
      content: picture.content,
    });
    await this.work.run(async (tx) => {
      const { visit } = await this.writer.hold(tx, body.visitId);
      const [goes] = await tx.query('select 1 from visit_technicians where visit_id = $1 and technician_id = $2', [
        visit.id,
        technician.id,
      ]);
      if (!goes) throw conflict('not_yours', 'Somebody else goes there now.', { state: visit.state });
      const [fresh] = await tx.query<{ id: string }>(
        `insert into visit_files (attachment_id, visit_id, kind, caption, checklist_id, by_id, at, client_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning attachment_id as id`,
        [
          file.id,
          visit.id,
          body.kind,
          body.caption ?? null,
          body.checklistId ?? null,
          actor.id,
          body.at ?? this.clock.now(),
          body.clientId,
        ],
      );
      if (fresh) await this.writer.amend(tx, visit);
    });
    return (await this.known(actor, body.clientId))!;
  }

  private async known(actor: Actor, clientId: string): Promise<FieldFile | null> {
    const [row] = await this.db.query<{ id: string; visitId: string }[]>(
      'select attachment_id as id, visit_id as "visitId" from visit_files where by_id = $1 and client_id = $2',
      [actor.id, clientId],
    );
    const file = row && (await this.db.getRepository(Attachment).findOneBy({ id: row.id }));
    return file
      ? {
          id: file.id,
          clientId,
          type: file.type,
          size: file.size,
          url: `/api/v1/visits/${row.visitId}/files/${file.id}`,
        }
      : null;
  }
}

interface Picture {
  content: Buffer;
  type: string;
  extension: string;
}

/** Turned as it was held, made smaller, written anew: sharp drops all metadata unless told otherwise. */
const photo = async (upload: Buffer): Promise<Picture> => ({
  content: await redrawn(upload, (picture) =>
    picture
      .rotate()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: QUALITY, mozjpeg: true }),
  ),
  type: 'image/jpeg',
  extension: 'jpg',
});

const signature = async (upload: Buffer): Promise<Picture> => ({
  content: await redrawn(upload, (picture) =>
    picture
      .resize({ width: 1_200, height: 600, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .png({ compressionLevel: 9, palette: true }),
  ),
  type: 'image/png',
  extension: 'png',
});

async function redrawn(upload: Buffer, draw: (picture: Sharp) => Sharp): Promise<Buffer> {
  // Loaded with the first picture: most starts see none.
  const { default: sharp } = await import('sharp');
  try {
    return await draw(sharp(upload, { limitInputPixels: MOST_PIXELS, failOn: 'error' })).toBuffer();
  } catch {
    throw invalid('file', 'is no picture that can be read');
  }
}
