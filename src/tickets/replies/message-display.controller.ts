import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { MessageDocuments } from '../../conversations/display/message-documents.service.js';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { VisibleTickets } from '../visible-tickets.js';

export class DisplayQuery {
  @ApiPropertyOptional({
    description: '1 shows remote pictures, fetched by the server: the sender learns that somebody reads, and when.',
  })
  @IsOptional()
  @IsIn(['0', '1'])
  images?: '0' | '1';
}

@ApiTags('messages')
@Controller('messages')
export class MessageDisplayController {
  constructor(
    private readonly visible: VisibleTickets,
    private readonly documents: MessageDocuments,
  ) {}

  @Get(':id/html')
  @Can('tickets:read')
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'One message as a harmless document for a sandboxed frame' })
  async html(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { images }: DisplayQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.visible.idOf(me, await this.documents.ticketOf(id));
    const document = await this.documents.documentOf(id, images === '1' ? 'allowed' : 'blocked');
    response
      .type('html')
      .set('Content-Security-Policy', document.policy)
      .set('Referrer-Policy', 'no-referrer')
      .set('Cache-Control', 'private, no-store')
      .set('X-Blocked-Pictures', String(document.blockedPictures))
      .send(document.html);
  }
}
