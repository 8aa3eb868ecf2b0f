import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../../platform/http/access.decorators.js';
import { InvoiceRuns } from './invoice-runs.service.js';
import { NewRun, RunList, RunView } from './run.dto.js';

@ApiTags('invoices')
@Controller('invoices/runs')
export class InvoiceRunsController {
  constructor(private readonly runs: InvoiceRuns) {}

  @Get()
  @Can('invoices:read')
  @ApiOperation({ summary: 'Billing runs, newest first' })
  @ApiOkResponse({ type: RunList })
  async list(): Promise<RunList> {
    return { items: await this.runs.list(), nextCursor: null };
  }

  @Get(':id')
  @Can('invoices:read')
  @ApiOperation({ summary: 'A billing run, and how far it is' })
  @ApiOkResponse({ type: RunView })
  one(@Param('id', ParseUUIDPipe) id: string): Promise<RunView> {
    return this.runs.one(id);
  }

  @Post()
  @HttpCode(202)
  @Can('invoices:manage')
  @ApiOperation({ summary: 'Make the invoices of all contracts that are due; goes on by itself until it is done' })
  @ApiAcceptedResponse({ type: RunView })
  async start(@Me() me: Actor, @Body() body: NewRun): Promise<RunView> {
    return this.runs.one(await this.runs.start(me, body));
  }
}
