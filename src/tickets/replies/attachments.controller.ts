import {
  Controller,
  Get,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { isSafeImage } from '../../conversations/file-type.rules.js';
import { AttachmentView, presentAttachment } from '../../conversations/message.dto.js';
import { MessagesService } from '../../conversations/messages.service.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { invalid, notFound } from '../../platform/http/refusal.js';
import { VisibleTickets } from '../visible-tickets.js';

/** A part of a multipart body, as multer gives it. */
interface Part {
  originalname: string;
  mimetype: string;
  buffer: Buffer;
}

/** What mail servers commonly still carry. */
const MAX_BYTES = 25 * 1024 * 1024;

export class DownloadQuery {
  /** `1` shows a picture instead of saving it; other files are always saved. */
  @Optional()
  @IsIn(['0', '1'])
  inline?: '0' | '1';
}

@ApiTags('attachments')
@Controller('attachments')
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly messages: MessagesService,
    private readonly visible: VisibleTickets,
  ) {}

  @Post()
  @Can('tickets:reply', 'tickets:note')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MAX_BYTES, files: 1, fields: 5, parts: 6 } }))
  @ApiOperation({ summary: 'Upload a file; its id goes into `attachments` of a message' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: AttachmentView })
  async upload(@Me() me: Actor, @UploadedFile() file?: Part): Promise<AttachmentView> {
    if (!file) throw invalid('file', 'is missing: send multipart/form-data with a part of this name');
    // Browsers send names in UTF-8, which multipart parsers read as Latin-1.
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
    const kept = await this.attachments.keep(`user:${me.id}`, { name, type: file.mimetype, content: file.buffer });
    return presentAttachment(kept);
  }

  @Get(':id')
  @Can('tickets:read')
  @ApiOperation({ summary: 'A file, as a download' })
  @ApiProduces('application/octet-stream')
  async download(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { inline }: DownloadQuery,
  ): Promise<StreamableFile> {
    const file = await this.attachments.find(id);
    if (!file) throw notFound('attachment');
    if (file.messageId) {
      const message = await this.messages.find(file.messageId);
      await this.visible.idOf(me, message!.ticketId);
    } else if (file.owner !== `user:${me.id}`) throw notFound('attachment');
    const shown = inline === '1' && isSafeImage(file.type);
    return new StreamableFile(await this.attachments.stream(file), {
      type: file.type,
      length: file.size,
      disposition: disposition(shown ? 'inline' : 'attachment', file.name),
    });
  }
}
