import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { AttachmentsService } from '../../conversations/attachments.service.js';
import { disposition } from '../../platform/http/disposition.js';
import { invalid } from '../../platform/http/refusal.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalMessages, presentFile } from './portal-messages.service.js';
import {
  NewPortalTicket,
  PortalFileView,
  PortalMessagePage,
  PortalMessagesQuery,
  PortalPromiseList,
  PortalReply,
  PortalSaidIn,
  PortalTicketPage,
  PortalTicketsQuery,
  PortalTicketView,
} from './portal-ticket.dto.js';
import { PortalTickets } from './portal-tickets.service.js';

/** A part of a multipart body, as multer gives it. */
interface Part {
  originalname: string;
  mimetype: string;
  buffer: Buffer;
}

const MAX_BYTES = 25 * 1024 * 1024;

@ApiTags('portal')
@ForCustomers()
@Controller('portal')
export class PortalTicketsController {
  constructor(
    private readonly tickets: PortalTickets,
    private readonly messages: PortalMessages,
    private readonly files: AttachmentsService,
  ) {}

  @Get('tickets')
  @ApiOperation({ summary: 'My requests and, with the right, those of my places or my company; the newest first' })
  @ApiOkResponse({ type: PortalTicketPage })
  list(@TheCustomer() me: Customer, @Query() query: PortalTicketsQuery): Promise<PortalTicketPage> {
    return this.tickets.list(me, query);
  }

  @Post('tickets')
  @ApiOperation({ summary: 'Ask for something new' })
  @ApiCreatedResponse({ type: PortalSaidIn })
  open(@TheCustomer() me: Customer, @Body() body: NewPortalTicket): Promise<PortalSaidIn> {
    return this.messages.open(me, body);
  }

  @Get('tickets/:id')
  @ApiOperation({ summary: 'One request, by id or number' })
  @ApiOkResponse({ type: PortalTicketView })
  one(@TheCustomer() me: Customer, @Param('id') id: string): Promise<PortalTicketView> {
    return this.tickets.one(me, id);
  }

  @Get('tickets/:id/messages')
  @ApiOperation({ summary: 'What was said between us, the oldest first' })
  @ApiOkResponse({ type: PortalMessagePage })
  said(
    @TheCustomer() me: Customer,
    @Param('id') id: string,
    @Query() query: PortalMessagesQuery,
  ): Promise<PortalMessagePage> {
    return this.messages.list(me, id, query);
  }

  @Post('tickets/:id/messages')
  @ApiOperation({ summary: 'Write on it. Long after it was solved this opens a new one, which the answer names.' })
  @ApiCreatedResponse({ type: PortalSaidIn })
  reply(@TheCustomer() me: Customer, @Param('id') id: string, @Body() body: PortalReply): Promise<PortalSaidIn> {
    return this.messages.reply(me, id, body);
  }

  @Post('tickets/:id/read')
  @HttpCode(204)
  @ApiOperation({ summary: 'I have read what was said until now' })
  @ApiNoContentResponse()
  read(@TheCustomer() me: Customer, @Param('id') id: string): Promise<void> {
    return this.messages.read(me, id);
  }

  @Get('tickets/:id/promises')
  @ApiOperation({ summary: 'What was promised on it, how much time is left, and why' })
  @ApiOkResponse({ type: PortalPromiseList })
  async promises(@TheCustomer() me: Customer, @Param('id') id: string): Promise<PortalPromiseList> {
    return { items: await this.tickets.promises(me, id), nextCursor: null };
  }

  @Post('attachments')
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: MAX_BYTES, files: 1, fields: 5, parts: 6 } }))
  @ApiOperation({ summary: 'Upload a file; its id goes into `attachments` of a message' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @ApiCreatedResponse({ type: PortalFileView })
  async upload(@TheCustomer() me: Customer, @UploadedFile() file?: Part): Promise<PortalFileView> {
    if (!file) throw invalid('file', 'is missing: send multipart/form-data with a part of this name');
    // Browsers send names in UTF-8, which multipart parsers read as Latin-1.
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
    return presentFile(await this.messages.keep(me, { name, type: file.mimetype, content: file.buffer }));
  }

  @Get('attachments/:id')
  @ApiOperation({ summary: 'A file, as a download' })
  @ApiProduces('application/octet-stream')
  async download(@TheCustomer() me: Customer, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const file = await this.messages.file(me, id);
    return new StreamableFile(await this.files.stream(file), {
      type: file.type,
      length: file.size,
      disposition: disposition('attachment', file.name),
    });
  }
}
