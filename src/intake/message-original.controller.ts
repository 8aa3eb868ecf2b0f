import { Controller, Get, Header, Param, ParseUUIDPipe, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Message } from '../conversations/message.entity.js';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { notFound } from '../platform/http/refusal.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { EnvelopesService } from './envelopes.service.js';

@ApiTags('messages')
@Controller('messages')
export class MessageOriginalController {
  constructor(
    private readonly db: DataSource,
    private readonly tickets: TicketsService,
    private readonly envelopes: EnvelopesService,
  ) {}

  @Get(':id/raw')
  @Can('tickets:read')
  @Header('Content-Type', 'message/rfc822')
  @Header('Content-Disposition', 'attachment; filename="message.eml"')
  @Header('Cache-Control', 'private, no-store')
  @ApiProduces('message/rfc822')
  @ApiOperation({ summary: 'What came in, byte for byte, before anything was interpreted' })
  async raw(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<StreamableFile> {
    const message = await this.db.getRepository(Message).findOneBy({ id });
    const seen = message ? await this.tickets.visibleIds(me, [message.ticketId]) : [];
    if (!message?.envelopeId || seen.length === 0) throw notFound('message');
    return new StreamableFile(await this.envelopes.raw(message.envelopeId));
  }
}
