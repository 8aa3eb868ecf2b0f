import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { can, Me, SignedIn, type Actor } from '../../platform/http/access.decorators.js';
import { forbidden } from '../../platform/http/refusal.js';
import { SessionOnly } from '../sessions/access-paths.decorators.js';
import { ApiTokenList, ApiTokenQuery, ApiTokenView, MadeApiToken, NewApiToken } from './api-token.dto.js';
import { ApiTokensService } from './api-tokens.service.js';

@ApiTags('tokens')
@Controller('tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'My API tokens, without their secrets' })
  @ApiOkResponse({ type: ApiTokenList })
  async list(@Me() me: Actor, @Query() { user = me.id! }: ApiTokenQuery): Promise<ApiTokenList> {
    if (user !== me.id && !can(me, 'tokens:manage')) throw forbidden();
    return { items: (await this.tokens.listOf(user)).map(ApiTokenView.of), nextCursor: null };
  }

  @Post()
  @SignedIn()
  @SessionOnly()
  @ApiOperation({ summary: 'Make an API token for myself' })
  @ApiCreatedResponse({ type: MadeApiToken })
  async create(@Me() me: Actor, @Body() body: NewApiToken): Promise<MadeApiToken> {
    const { row, token } = await this.tokens.create(me, me.id!, body);
    return { ...ApiTokenView.of(row), token };
  }

  @Delete(':id')
  @SignedIn()
  @SessionOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API token; it stops at once' })
  @ApiNoContentResponse()
  async revoke(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.tokens.revoke(me, id);
  }
}
