import { Controller, Get, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { isSafeImage } from '../../conversations/file-type.rules.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { notFound } from '../../platform/http/refusal.js';
import { VisibleVisits } from './visible-visits.js';

@ApiTags('visits')
@Controller('visits/:id/files')
export class VisitFilesController {
  constructor(
    private readonly db: DataSource,
    private readonly visible: VisibleVisits,
    private readonly attachments: AttachmentsService,
  ) {}

  @Get(':fileId')
  @Can('visits:read')
  @ApiOperation({ summary: 'A photo, signature or report of a visit; pictures are shown, the rest is a download' })
  @ApiProduces('application/octet-stream')
  async download(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
  ): Promise<StreamableFile> {
    await this.visible.require(me, id);
    const [known] = await this.db.query<object[]>(
      'select 1 from visit_files where visit_id = $1 and attachment_id = $2',
      [id, fileId],
    );
    const file = known && (await this.attachments.find(fileId));
    if (!file) throw notFound('file');
    return new StreamableFile(await this.attachments.stream(file), {
      type: file.type,
      length: file.size,
      disposition: disposition(isSafeImage(file.type) ? 'inline' : 'attachment', file.name),
    });
  }
}
