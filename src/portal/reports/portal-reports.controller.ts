import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { DashboardView } from '../../report-requests/dashboards/dashboard.dto.js';
import { tileCsv } from '../../report-requests/dashboards/tile-csv.rules.js';
import { TheCustomer, type Customer } from '../access/customer.js';
import { ForCustomers } from '../access/portal.guard.js';
import { PortalReply, PortalSaidIn } from '../tickets/portal-ticket.dto.js';
import {
  NewPortalReport,
  PortalReportPage,
  PortalReportsQuery,
  PortalReportWithdrawal,
  PortalWholeReportView,
} from './portal-reports.dto.js';
import { PortalReports } from './portal-reports.service.js';
import { disposition } from '../../platform/http/disposition.js';

@ApiTags('portal')
@ForCustomers()
@Controller('portal/reports')
export class PortalReportsController {
  constructor(private readonly reports: PortalReports) {}

  @Get()
  @ApiOperation({ summary: 'Reports that I or, with the right, my company asked for; and how many a month includes' })
  @ApiOkResponse({ type: PortalReportPage })
  list(@TheCustomer() me: Customer, @Query() query: PortalReportsQuery): Promise<PortalReportPage> {
    return this.reports.list(me, query);
  }

  @Post()
  @ApiOperation({ summary: 'Ask for a report; 409 where the package takes no more in this month' })
  @ApiCreatedResponse({ type: PortalWholeReportView })
  ask(@TheCustomer() me: Customer, @Body() body: NewPortalReport): Promise<PortalWholeReportView> {
    return this.reports.ask(me, body);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One of them: how far it is, and what was published' })
  @ApiOkResponse({ type: PortalWholeReportView })
  one(@TheCustomer() me: Customer, @Param('id') id: string): Promise<PortalWholeReportView> {
    return this.reports.one(me, id);
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @ApiOperation({ summary: 'I do not need it any more' })
  @ApiOkResponse({ type: PortalWholeReportView })
  withdraw(
    @TheCustomer() me: Customer,
    @Param('id') id: string,
    @Body() body: PortalReportWithdrawal,
  ): Promise<PortalWholeReportView> {
    return this.reports.withdraw(me, id, body);
  }

  @Post(':id/questions')
  @ApiOperation({ summary: 'Ask about it: a request of mine, which stands at the report as well' })
  @ApiCreatedResponse({ type: PortalSaidIn })
  question(@TheCustomer() me: Customer, @Param('id') id: string, @Body() body: PortalReply): Promise<PortalSaidIn> {
    return this.reports.question(me, id, body);
  }

  @Get(':id/dashboard')
  @ApiOperation({ summary: 'Its live figures, as far as I may see what they count' })
  @ApiOkResponse({ type: DashboardView })
  dashboard(@TheCustomer() me: Customer, @Param('id') id: string): Promise<DashboardView> {
    return this.reports.dashboard(me, id);
  }

  @Get(':id/dashboard/:tileId/csv')
  @ApiOperation({ summary: 'One figure as a table' })
  @ApiProduces('text/csv')
  async csv(
    @TheCustomer() me: Customer,
    @Param('id') id: string,
    @Param('tileId', ParseUUIDPipe) tileId: string,
  ): Promise<StreamableFile> {
    const tile = await this.reports.tile(me, id, tileId);
    return new StreamableFile(Buffer.from(tileCsv(tile.points)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${tile.kind}.csv"`,
    });
  }

  @Get(':id/files/:fileId')
  @ApiOperation({ summary: 'A published file, as a download' })
  @ApiProduces('application/octet-stream')
  async file(
    @TheCustomer() me: Customer,
    @Param('id') id: string,
    @Param('fileId', ParseUUIDPipe) fileId: string,
  ): Promise<StreamableFile> {
    const { file, stream } = await this.reports.file(me, id, fileId);
    return new StreamableFile(stream, {
      type: file.type,
      length: file.size,
      disposition: disposition('attachment', file.name),
    });
  }
}
