import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { ConsumptionService } from './consumption.service.js';
import { ContractHistoryService } from './contract-history.service.js';
import { ContractLinesService } from './contract-lines.service.js';
import {
  ContractChange,
  ContractHistory,
  ContractLineBody,
  ContractLineEnd,
  ContractPage,
  ContractsQuery,
  ContractView,
  NewContract,
} from './contract.dto.js';
import { ContractsService } from './contracts.service.js';
import { ContractUse, CoverageQuery, CoverageView, NewUse } from './coverage.dto.js';
import { CoverageService } from './coverage.service.js';

@ApiTags('contracts')
@Controller('contracts')
export class ContractsController {
  constructor(
    private readonly contracts: ContractsService,
    private readonly lines: ContractLinesService,
    private readonly history: ContractHistoryService,
    private readonly coverage: CoverageService,
    private readonly consumption: ConsumptionService,
  ) {}

  @Get()
  @Can('contracts:read')
  @ApiOperation({ summary: 'Contracts, newest first' })
  @ApiOkResponse({ type: ContractPage })
  list(@Query() query: ContractsQuery): Promise<ContractPage> {
    return this.contracts.list(query);
  }

  @Get('coverage')
  @Can('contracts:read')
  @ApiOperation({
    summary: 'What contracts mean for work of a company today: covered or not, until when, what is left',
  })
  @ApiOkResponse({ type: CoverageView })
  covered(@Query() { company, site }: CoverageQuery): Promise<CoverageView> {
    return this.coverage.of(company, site ?? null);
  }

  @Get(':id')
  @Can('contracts:read')
  @ApiOperation({ summary: 'A contract' })
  @ApiOkResponse({ type: ContractView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<ContractView> {
    return this.contracts.one(id);
  }

  @Post()
  @Can('contracts:write')
  @ApiOperation({ summary: 'Add a contract' })
  @ApiCreatedResponse({ type: ContractView })
  async create(@Me() me: Actor, @Body() body: NewContract): Promise<ContractView> {
    return this.contracts.one(await this.contracts.create(me, body));
  }

  @Patch(':id')
  @Can('contracts:write')
  @ApiOperation({ summary: 'Change a contract' })
  @ApiOkResponse({ type: ContractView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ContractChange,
  ): Promise<ContractView> {
    await this.contracts.change(me, id, body);
    return this.contracts.one(id);
  }

  @Get(':id/history')
  @Can('contracts:read')
  @ApiOperation({ summary: 'What became of it, newest first: states, renewals, prices by an index and why' })
  @ApiOkResponse({ type: ContractHistory })
  async told(@Param('id', ParseUUIDPipe) id: string): Promise<ContractHistory> {
    await this.contracts.one(id);
    return { items: await this.history.of(id), nextCursor: null };
  }

  @Post(':id/lines')
  @Can('contracts:write')
  @ApiOperation({ summary: 'Add a line: what is paid from a day on' })
  @ApiCreatedResponse({ type: ContractView })
  async addLine(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ContractLineBody,
  ): Promise<ContractView> {
    await this.lines.add(me, id, body);
    return this.contracts.one(id);
  }

  @Post(':id/lines/:lineId/end')
  @Can('contracts:write')
  @ApiOperation({ summary: 'End a line: what is paid until a day' })
  @ApiCreatedResponse({ type: ContractView })
  async endLine(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('lineId', ParseUUIDPipe) lineId: string,
    @Body() { on }: ContractLineEnd,
  ): Promise<ContractView> {
    await this.lines.end(me, id, lineId, on);
    return this.contracts.one(id);
  }

  @Get(':id/use')
  @Can('contracts:read')
  @ApiOperation({ summary: 'What was used of it, by month' })
  @ApiOkResponse({ type: ContractUse })
  used(@Param('id', ParseUUIDPipe) id: string): Promise<ContractUse> {
    return this.coverage.useOf(id);
  }

  @Post(':id/use')
  @Can('contracts:write')
  @ApiOperation({ summary: 'Count a use that nobody told, such as a report on paper' })
  @ApiCreatedResponse({ type: ContractUse })
  async use(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: NewUse): Promise<ContractUse> {
    await this.consumption.byHand(me, id, body);
    return this.coverage.useOf(id);
  }
}
