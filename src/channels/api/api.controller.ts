import { Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiExcludeEndpoint, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Config } from '../../platform/config.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import { Can, Public } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import { PageQuery } from '../../platform/http/paging.js';
import { InboxesService } from '../inboxes.service.js';
import { ApiDeliveries } from './api-deliveries.service.js';
import { ApiDeliveryPage, ApiDeliveryView, ApiSecretView, presentDelivery } from './api.dto.js';
import { describeApi } from './api.openapi.js';
import { apiLine, type ApiLine } from './api.settings.js';

/** What an administrator does with an API line, beside what all lines share. */
@ApiTags('inboxes')
@Controller()
export class ApiController {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly deliveries: ApiDeliveries,
    private readonly config: Config,
  ) {}

  @Get('channels/api/openapi.json')
  @Public('the protocol is open')
  @ApiExcludeEndpoint()
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'public, max-age=300')
  document(): object {
    return describeApi(this.config.publicUrl);
  }

  @Get('inboxes/:id/api/deliveries')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'API lines: each attempt to bring a message to the other side, newest first' })
  @ApiOkResponse({ type: ApiDeliveryPage })
  async list(@Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<ApiDeliveryPage> {
    await this.line(id);
    const { items, nextCursor } = await this.deliveries.list(id, query);
    return { items: items.map(presentDelivery), nextCursor };
  }

  @Post('inboxes/:id/api/deliveries/:delivery/replay')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'API lines: deliver the same message once more, with the same Idempotency-Key' })
  @ApiCreatedResponse({ type: ApiDeliveryView })
  async replay(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('delivery', ParseUUIDPipe) delivery: string,
  ): Promise<ApiDeliveryView> {
    return presentDelivery(await this.deliveries.replay(await this.line(id), delivery));
  }

  @Post('inboxes/:id/api/secret')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'API lines: a new signing secret; the earlier one is believed until it is ended' })
  @ApiCreatedResponse({ type: ApiSecretView })
  async renew(@Param('id', ParseUUIDPipe) id: string): Promise<ApiSecretView> {
    const { settings } = await this.line(id);
    const secret = randomToken('fda_');
    const { version } = await this.inboxes.get(id);
    await this.inboxes.change(id, { version, settings: { secret, previousSecret: settings.secret } });
    return { secret };
  }

  @Delete('inboxes/:id/api/secret/previous')
  @Can('inboxes:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'API lines: end the earlier signing secret' })
  async end(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.line(id);
    await this.inboxes.forgetSecret(id, 'previousSecret');
  }

  private async line(id: string): Promise<ApiLine> {
    const inbox = await this.inboxes.get(id);
    if (inbox.channel !== 'api') throw notFound('API line');
    return apiLine(await this.inboxes.line(id));
  }
}
