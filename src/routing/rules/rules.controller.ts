import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { RuleCalls } from './rule-calls.service.js';
import {
  FiringPage,
  FiringsQuery,
  NewRule,
  PreviewRule,
  RuleChange,
  RuleList,
  RuleOrder,
  RulePreview,
  RuleSecret,
  RuleUndone,
  RuleView,
  RuleVocabulary,
  UndoRule,
} from './rule.dto.js';
import { RuleFirings } from './rule-firings.service.js';
import { RulePreviews } from './rule-preview.service.js';
import { RuleUndo } from './rule-undo.service.js';
import { RulesService } from './rules.service.js';
import { vocabulary } from './vocabulary.rules.js';

@ApiTags('rules')
@Controller('rules')
export class RulesController {
  constructor(
    private readonly rules: RulesService,
    private readonly previews: RulePreviews,
    private readonly firings: RuleFirings,
    private readonly undoing: RuleUndo,
    private readonly calls: RuleCalls,
  ) {}

  @Get()
  @Can('rules:read', 'rules:manage')
  @ApiOperation({ summary: 'All rules, in the order in which they are asked' })
  @ApiOkResponse({ type: RuleList })
  async list(): Promise<RuleList> {
    return { items: await this.rules.list(), nextCursor: null };
  }

  @Get('vocabulary')
  @Can('rules:read', 'rules:manage')
  @ApiOperation({ summary: 'What a rule can say: events, fields with their comparisons, actions' })
  @ApiOkResponse({ type: RuleVocabulary })
  vocabulary(): RuleVocabulary {
    return vocabulary();
  }

  @Post('preview')
  @Can('rules:manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Which of the newest tickets a rule would match, and what would change; writes nothing' })
  @ApiOkResponse({ type: RulePreview })
  preview(@Me() me: Actor, @Body() body: PreviewRule): Promise<RulePreview> {
    return this.previews.run(me, body);
  }

  @Put('order')
  @Can('rules:manage')
  @ApiOperation({ summary: 'Put all rules in a new order' })
  @ApiOkResponse({ type: RuleList })
  async reorder(@Me() me: Actor, @Body() { ids }: RuleOrder): Promise<RuleList> {
    await this.rules.reorder(me, ids);
    return { items: await this.rules.list(), nextCursor: null };
  }

  @Get(':id')
  @Can('rules:read', 'rules:manage')
  @ApiOperation({ summary: 'A rule' })
  @ApiOkResponse({ type: RuleView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<RuleView> {
    return this.rules.one(id);
  }

  @Post()
  @Can('rules:manage')
  @ApiOperation({ summary: 'Add a rule behind the others' })
  @ApiCreatedResponse({ type: RuleView })
  async create(@Me() me: Actor, @Body() body: NewRule): Promise<RuleView> {
    return this.rules.one(await this.rules.create(me, body));
  }

  @Patch(':id')
  @Can('rules:manage')
  @ApiOperation({ summary: 'Change a rule; what it did before keeps the version that did it' })
  @ApiOkResponse({ type: RuleView })
  async change(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: RuleChange): Promise<RuleView> {
    await this.rules.change(me, id, body);
    return this.rules.one(id);
  }

  @Delete(':id')
  @Can('rules:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a rule' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.rules.remove(me, id);
  }

  @Get(':id/secret')
  @Can('rules:manage')
  @ApiOperation({ summary: 'The secret that signs what the rule’s webhooks send' })
  @ApiOkResponse({ type: RuleSecret })
  async secret(@Param('id', ParseUUIDPipe) id: string): Promise<RuleSecret> {
    await this.rules.one(id);
    return { secret: this.calls.secretOf(id) };
  }

  @Get(':id/firings')
  @Can('rules:read', 'rules:manage')
  @ApiOperation({ summary: 'What the rule did, newest first, as far as one sees the tickets' })
  @ApiOkResponse({ type: FiringPage })
  async log(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FiringsQuery,
  ): Promise<FiringPage> {
    await this.rules.require(id);
    return this.firings.list(me, id, query);
  }

  @Post(':id/undo')
  @Can('rules:manage')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back what the rule did, where nobody has changed it since' })
  @ApiOkResponse({ type: RuleUndone })
  undo(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: UndoRule): Promise<RuleUndone> {
    return this.undoing.undo(me, id, body);
  }
}
