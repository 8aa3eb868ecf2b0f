import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../platform/http/access.decorators.js';
import { CustomerAnswers } from './customer-answers.service.js';
import { LinkAnswer, VisitLinkView } from './visit-link.dto.js';

@ApiTags('visits')
@Controller('visit-links')
export class VisitLinksController {
  constructor(private readonly answers: CustomerAnswers) {}

  @Get(':token')
  @Public('the token is the proof: signed, expiring, and only for one visit')
  @ApiOperation({ summary: 'What a customer sees of a visit by the link in a message' })
  @ApiOkResponse({ type: VisitLinkView })
  look(@Param('token') token: string, @Ip() address: string): Promise<VisitLinkView> {
    return this.answers.look(token, address);
  }

  @Post(':token')
  @Public('the token is the proof: signed, expiring, and only for one visit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Choose, confirm, move or cancel a visit, or say how it was' })
  @ApiOkResponse({ type: VisitLinkView })
  answer(@Param('token') token: string, @Ip() address: string, @Body() body: LinkAnswer): Promise<VisitLinkView> {
    return this.answers.answer(token, address, body);
  }
}
