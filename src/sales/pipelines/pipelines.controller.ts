import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { DealBoardQuery, DealBoardView, ForecastQuery, ForecastView } from '../deals/board.dto.js';
import { DealBoard } from '../deals/deal-board.service.js';
import { DealPage } from '../deals/deal.dto.js';
import { DealForecast } from '../deals/deal-forecast.service.js';
import { DealResults } from '../deals/deal-results.service.js';
import { ResultDealsQuery, ResultsQuery, ResultsView } from '../deals/results.dto.js';
import { ChoicesService } from './choices.service.js';
import {
  ChoiceChange,
  ChoiceList,
  ChoicesQuery,
  ChoiceView,
  NewChoice,
  NewPipeline,
  PipelineChange,
  PipelineList,
  PipelineView,
} from './pipeline.dto.js';
import { PipelinesService } from './pipelines.service.js';

@ApiTags('sales')
@Controller('pipelines')
export class PipelinesController {
  constructor(
    private readonly pipelines: PipelinesService,
    private readonly board: DealBoard,
    private readonly forecasts: DealForecast,
    private readonly results: DealResults,
  ) {}

  @Get()
  @Can('deals:read')
  @ApiOperation({ summary: 'All pipelines with their stages' })
  @ApiOkResponse({ type: PipelineList })
  async list(): Promise<PipelineList> {
    return { items: await this.pipelines.list(), nextCursor: null };
  }

  @Post()
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'Add a pipeline' })
  @ApiCreatedResponse({ type: PipelineView })
  async create(@Me() me: Actor, @Body() body: NewPipeline): Promise<PipelineView> {
    return this.pipelines.one(await this.pipelines.create(me, body));
  }

  @Get(':id')
  @Can('deals:read')
  @ApiOperation({ summary: 'A pipeline with its stages' })
  @ApiOkResponse({ type: PipelineView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<PipelineView> {
    return this.pipelines.one(id);
  }

  @Patch(':id')
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'Change a pipeline; its stages are given whole' })
  @ApiOkResponse({ type: PipelineView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PipelineChange,
  ): Promise<PipelineView> {
    await this.pipelines.change(me, id, body);
    return this.pipelines.one(id);
  }

  @Delete(':id')
  @Can('pipelines:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a pipeline away in which nothing is open' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.pipelines.remove(me, id);
  }

  @Get(':id/board')
  @Can('deals:read')
  @ApiOperation({ summary: 'The open deals of a pipeline by stage, with totals; more of a stage come by GET /deals' })
  @ApiOkResponse({ type: DealBoardView })
  read(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: DealBoardQuery,
  ): Promise<DealBoardView> {
    return this.board.read(me, id, query);
  }

  @Get(':id/forecast')
  @Can('deals:read')
  @ApiOperation({ summary: 'What is expected to close, month by month' })
  @ApiOkResponse({ type: ForecastView })
  forecast(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ForecastQuery,
  ): Promise<ForecastView> {
    return this.forecasts.read(me, id, query);
  }

  @Get(':id/results')
  @Can('deals:read')
  @ApiOperation({ summary: 'What was won and lost, and what the visits for it have cost' })
  @ApiOkResponse({ type: ResultsView })
  won(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: ResultsQuery): Promise<ResultsView> {
    return this.results.read(me, id, query);
  }

  @Get(':id/results/deals')
  @Can('deals:read')
  @ApiOperation({ summary: 'The deals behind these figures, the last one first' })
  @ApiOkResponse({ type: DealPage })
  behind(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Query() query: ResultDealsQuery): Promise<DealPage> {
    return this.results.deals(me, id, query);
  }
}

@ApiTags('sales')
@Controller('deal-choices')
export class ChoicesController {
  constructor(private readonly choices: ChoicesService) {}

  @Get()
  @Can('deals:read')
  @ApiOperation({ summary: 'Lead sources and lost reasons' })
  @ApiOkResponse({ type: ChoiceList })
  async list(@Query() { kind }: ChoicesQuery): Promise<ChoiceList> {
    return { items: await this.choices.list(kind), nextCursor: null };
  }

  @Post()
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'Add a lead source or a lost reason' })
  @ApiCreatedResponse({ type: ChoiceView })
  async create(@Body() body: NewChoice): Promise<ChoiceView> {
    return this.choices.one(await this.choices.create(body));
  }

  @Patch(':id')
  @Can('pipelines:manage')
  @ApiOperation({ summary: 'Rename or move one' })
  @ApiOkResponse({ type: ChoiceView })
  async change(@Param('id', ParseUUIDPipe) id: string, @Body() body: ChoiceChange): Promise<ChoiceView> {
    await this.choices.change(id, body);
    return this.choices.one(id);
  }

  @Delete(':id')
  @Can('pipelines:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take one off the list; deals that chose it keep it' })
  @ApiNoContentResponse()
  remove(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.choices.remove(id);
  }
}
