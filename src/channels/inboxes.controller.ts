import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Config } from '../platform/config.js';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import type { Inbox } from '../conversations/inbox.entity.js';
import {
  ActsView,
  ChangeInbox,
  ChannelView,
  CheckView,
  CreateInbox,
  InboxList,
  InboxView,
  PlayBody,
  PlayedView,
  presentInbox,
  SimulateMessage,
  TestAccepted,
} from './inbox.dto.js';
import { InboxesService } from './inboxes.service.js';
import { LineChecks } from './line-checks.service.js';
import { LineSimulation } from './line-simulation.service.js';
import { LineUpkeep } from './line-upkeep.service.js';
import { RefusedCalls, RefusedCallsView } from './refused-calls.service.js';
import { ChannelRegistry } from './registry.js';

@ApiTags('inboxes')
@Controller()
export class InboxesController {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly registry: ChannelRegistry,
    private readonly checks: LineChecks,
    private readonly upkeep: LineUpkeep,
    private readonly simulation: LineSimulation,
    private readonly refused: RefusedCalls,
    private readonly config: Config,
  ) {}

  @Get('channels')
  @Can('inboxes:read')
  @ApiOperation({ summary: 'Kinds of lines, what each can do, and the schema of its settings' })
  @ApiOkResponse({ type: [ChannelView] })
  channels(): ChannelView[] {
    return this.registry.all().map((adapter) => ({
      kind: adapter.kind,
      name: adapter.name,
      settings: adapter.settings,
      abilities: adapter.abilities,
      hasAddress: adapter.address !== undefined,
      hasTemplates: adapter.templates !== undefined,
      canRenew: adapter.renew !== undefined,
      canTest: adapter.simulate !== undefined,
    }));
  }

  @Get('inboxes')
  @Can('inboxes:read')
  @ApiOperation({ summary: 'All inboxes' })
  @ApiOkResponse({ type: InboxList })
  async list(): Promise<InboxList> {
    const items = (await this.inboxes.list()).map((inbox) => this.present(inbox));
    return { items, nextCursor: null };
  }

  @Post('inboxes')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'Add an inbox. Secrets that were made for it are in this answer only.' })
  @ApiCreatedResponse({ type: InboxView })
  async create(@Body() body: CreateInbox) {
    const { inbox, secrets } = await this.inboxes.create(body);
    return { ...this.present(inbox), ...secrets };
  }

  @Get('inboxes/:id')
  @Can('inboxes:read')
  @ApiOperation({ summary: 'One inbox' })
  @ApiOkResponse({ type: InboxView })
  async get(@Param('id', ParseUUIDPipe) id: string) {
    return this.present(await this.inboxes.get(id));
  }

  @Patch('inboxes/:id')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'Change an inbox' })
  @ApiOkResponse({ type: InboxView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeInbox) {
    return this.present(await this.inboxes.change(id, body));
  }

  @Delete('inboxes/:id')
  @Can('inboxes:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Close an inbox; its tickets stay' })
  remove(@Param('id', ParseUUIDPipe) id: string) {
    return this.inboxes.remove(id);
  }

  @Post('inboxes/:id/check')
  @Can('inboxes:manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Test the connection now; says what is wrong and what to do' })
  @ApiOkResponse({ type: CheckView })
  check(@Param('id', ParseUUIDPipe) id: string) {
    return this.checks.check(id);
  }

  @Post('inboxes/:id/secret')
  @Can('inboxes:manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a new secret of ours and tell the provider; the earlier one is believed for a day' })
  @ApiOkResponse({ type: CheckView })
  async renew(@Param('id', ParseUUIDPipe) id: string) {
    await this.upkeep.renew(id);
    return this.checks.check(id);
  }

  @Get('inboxes/:id/refused')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'Webhook calls that were turned away for their signature: how many, when, and why' })
  @ApiOkResponse({ type: RefusedCallsView })
  async refusedCalls(@Param('id', ParseUUIDPipe) id: string): Promise<RefusedCallsView> {
    await this.inboxes.get(id);
    return { items: await this.refused.of(id) };
  }

  @Post('inboxes/:id/test')
  @Can('inboxes:manage')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send yourself a test: a simulated customer writes through the real way in' })
  @ApiAcceptedResponse({ type: TestAccepted })
  async test(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: SimulateMessage) {
    await this.inboxes.simulate(id, {
      name: body.name ?? 'Test Customer',
      address: body.address ?? 'customer@test.example',
      subject: body.subject ?? 'A test from Frontdesk',
      text: body.text ?? `Hello, this is a test that ${me.name} sent. It took the same way as a customer's message.`,
    });
    return { accepted: true };
  }

  @Get('inboxes/:id/play')
  @Can('inboxes:manage')
  @ApiOperation({ summary: 'What its provider can be made to bring, on a line that is simulated' })
  @ApiOkResponse({ type: ActsView })
  async acts(@Param('id', ParseUUIDPipe) id: string): Promise<ActsView> {
    await this.inboxes.get(id);
    return { acts: await this.simulation.actsOf(id) };
  }

  @Post('inboxes/:id/play')
  @Can('inboxes:manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Play the provider of a simulated line: what it brings takes the real way in' })
  @ApiOkResponse({ type: PlayedView })
  play(@Param('id', ParseUUIDPipe) id: string, @Body() body: PlayBody): Promise<PlayedView> {
    return this.simulation.play(id, {
      act: body.act,
      mode: body.mode ?? 'calm',
      name: body.name ?? 'Ana Souza',
      address: body.address ?? 'ana@customer.example',
      subject: body.subject ?? '',
      text: body.text ?? 'Hello',
    });
  }

  private present(inbox: Inbox): InboxView {
    const adapter = this.registry.has(inbox.channel) ? this.registry.get(inbox.channel) : undefined;
    return presentInbox(inbox, adapter, this.config.publicUrl);
  }
}
