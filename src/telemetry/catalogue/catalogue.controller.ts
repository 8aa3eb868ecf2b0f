import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { notFound } from '../../platform/http/refusal.js';
import { MetricChange, MetricList, MetricsQuery, MetricView, NewMetric } from './metric.dto.js';
import { MetricsService } from './metrics.service.js';
import { NewThreshold, ThresholdChange, ThresholdPage, ThresholdsQuery, ThresholdView } from './threshold.dto.js';
import { ThresholdsService } from './thresholds.service.js';

const MAX_INT = 2_147_483_647;

@ApiTags('telemetry')
@Controller('telemetry/metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  @Can('telemetry:read')
  @ApiOperation({ summary: 'What units of a model measure' })
  @ApiOkResponse({ type: MetricList })
  async list(@Query() { model }: MetricsQuery): Promise<MetricList> {
    return { items: await this.metrics.list(model), nextCursor: null };
  }

  @Post()
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Add what a model measures' })
  @ApiCreatedResponse({ type: MetricView })
  async create(@Me() me: Actor, @Body() body: NewMetric): Promise<MetricView> {
    return this.metrics.one(await this.metrics.create(me, body));
  }

  @Patch(':id')
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Change a metric; its key stays' })
  @ApiOkResponse({ type: MetricView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseIntPipe) id: number,
    @Body() body: MetricChange,
  ): Promise<MetricView> {
    if (id < 1 || id > MAX_INT) throw notFound('metric');
    await this.metrics.change(me, id, body);
    return this.metrics.one(id);
  }
}

@ApiTags('telemetry')
@Controller('telemetry/thresholds')
export class ThresholdsController {
  constructor(private readonly thresholds: ThresholdsService) {}

  @Get()
  @Can('telemetry:read')
  @ApiOperation({ summary: 'Thresholds of a model, or those that hold for a unit; newest first' })
  @ApiOkResponse({ type: ThresholdPage })
  list(@Query() query: ThresholdsQuery): Promise<ThresholdPage> {
    return this.thresholds.list(query);
  }

  @Post()
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Add a threshold: for a model, or for a company, contract or unit in its place' })
  @ApiCreatedResponse({ type: ThresholdView })
  async create(@Me() me: Actor, @Body() body: NewThreshold): Promise<ThresholdView> {
    return this.thresholds.one(await this.thresholds.create(me, body));
  }

  @Patch(':id')
  @Can('telemetry:manage')
  @ApiOperation({ summary: 'Change a threshold' })
  @ApiOkResponse({ type: ThresholdView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ThresholdChange,
  ): Promise<ThresholdView> {
    await this.thresholds.change(me, id, body);
    return this.thresholds.one(id);
  }

  @Delete(':id')
  @Can('telemetry:manage')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a threshold; its alerts are cleared' })
  @ApiNoContentResponse()
  remove(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.thresholds.remove(me, id);
  }
}
