import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { DunningStepChange, DunningStepList, DunningStepView, NewDunningStep } from './dunning.dto.js';
import { DunningService } from './dunning.service.js';

@ApiTags('invoices')
@Controller('billing/dunning-steps')
export class DunningController {
  constructor(private readonly dunning: DunningService) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'How customers are reminded, in order' })
  @ApiOkResponse({ type: DunningStepList })
  async list(): Promise<DunningStepList> {
    return { items: await this.dunning.list(), nextCursor: null };
  }

  @Post()
  @Can('billing:manage')
  @ApiOperation({ summary: 'Add a step' })
  @ApiCreatedResponse({ type: DunningStepView })
  async create(@Me() me: Actor, @Body() body: NewDunningStep): Promise<DunningStepView> {
    return this.dunning.one(await this.dunning.create(me, body));
  }

  @Patch(':id')
  @Can('billing:manage')
  @ApiOperation({ summary: 'Change a step' })
  @ApiOkResponse({ type: DunningStepView })
  async change(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DunningStepChange,
  ): Promise<DunningStepView> {
    await this.dunning.change(me, id, body);
    return this.dunning.one(id);
  }
}
