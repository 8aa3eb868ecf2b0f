import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { disposition } from '../platform/http/disposition.js';
import { decodeCursor, PageQuery } from '../platform/http/paging.js';
import { DashboardBody, DashboardView } from './dashboards/dashboard.dto.js';
import { ReportDashboards } from './dashboards/dashboards.service.js';
import { tileCsv } from './dashboards/tile-csv.rules.js';
import { ReportMeeting, ReportVisit } from './presenting/presenting.dto.js';
import { Presentations } from './presenting/presentations.service.js';
import { RequestIdOrNumber } from './requests/id-or-number.pipe.js';
import { RequestCourse } from './requests/request-course.service.js';
import {
  NewReportRequest,
  ReportAcceptance,
  ReportEventPage,
  ReportNote,
  ReportReason,
  ReportRequestChange,
  ReportRequestPage,
  ReportRequestsQuery,
  ReportRequestView,
  ReportVersioned,
  ReportWithdrawal,
} from './requests/request.dto.js';
import { ReportRequestsService } from './requests/requests.service.js';
import { NewReportVersion, ReportVersionChange } from './versions/version.dto.js';
import { ReportVersions } from './versions/versions.service.js';

const Id = () => Param('id', RequestIdOrNumber);

@ApiTags('report-requests')
@Controller('report-requests')
export class ReportRequestsController {
  constructor(
    private readonly requests: ReportRequestsService,
    private readonly course: RequestCourse,
    private readonly versions: ReportVersions,
    private readonly presentations: Presentations,
    private readonly dashboards: ReportDashboards,
  ) {}

  @Get()
  @Can('report-requests:read')
  @ApiOperation({ summary: 'Reports that customers asked for, the newest first' })
  @ApiOkResponse({ type: ReportRequestPage })
  list(@Me() me: Actor, @Query() query: ReportRequestsQuery): Promise<ReportRequestPage> {
    return this.requests.list(me, query);
  }

  @Post()
  @Can('report-requests:ask')
  @ApiOperation({ summary: 'Ask for one in a customer’s name; 409 where the package takes no more in this month' })
  @ApiCreatedResponse({ type: ReportRequestView })
  async ask(@Me() me: Actor, @Body() body: NewReportRequest): Promise<ReportRequestView> {
    return this.requests.one(me, await this.requests.ask(me, body));
  }

  @Get(':id')
  @Can('report-requests:read')
  @ApiOperation({ summary: 'One of them, by id or number, with versions, files, questions and how it is presented' })
  @ApiOkResponse({ type: ReportRequestView })
  one(@Me() me: Actor, @Id() id: string): Promise<ReportRequestView> {
    return this.requests.one(me, id);
  }

  @Get(':id/events')
  @Can('report-requests:read')
  @ApiOperation({ summary: 'What happened with it, in order' })
  @ApiOkResponse({ type: ReportEventPage })
  events(@Id() id: string, @Query() { limit, cursor }: PageQuery): Promise<ReportEventPage> {
    const after = Number(decodeCursor(cursor, 1)?.[0] ?? 0);
    return this.requests.events(id, Number.isSafeInteger(after) ? after : 0, limit);
  }

  @Patch(':id')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Say whose it is, who looks at it, or another day than the one promised' })
  @ApiOkResponse({ type: ReportRequestView })
  async change(@Me() me: Actor, @Id() id: string, @Body() body: ReportRequestChange): Promise<ReportRequestView> {
    await this.requests.change(me, id, body);
    return this.requests.one(me, id);
  }

  @Put(':id/acceptance')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Accept it, with the day on which they will have it' })
  @ApiOkResponse({ type: ReportRequestView })
  async accept(@Me() me: Actor, @Id() id: string, @Body() body: ReportAcceptance): Promise<ReportRequestView> {
    await this.course.accept(me, id, body);
    return this.requests.one(me, id);
  }

  @Put(':id/refusal')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Decline it, and say why' })
  @ApiOkResponse({ type: ReportRequestView })
  async decline(@Me() me: Actor, @Id() id: string, @Body() body: ReportReason): Promise<ReportRequestView> {
    await this.course.decline(me, id, body);
    return this.requests.one(me, id);
  }

  @Put(':id/withdrawal')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'The customer does not want it any more' })
  @ApiOkResponse({ type: ReportRequestView })
  async withdraw(@Me() me: Actor, @Id() id: string, @Body() body: ReportWithdrawal): Promise<ReportRequestView> {
    await this.course.withdraw(me, id, body);
    return this.requests.one(me, id);
  }

  @Put(':id/analysis')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Somebody works on it now' })
  @ApiOkResponse({ type: ReportRequestView })
  async begin(@Me() me: Actor, @Id() id: string, @Body() { version }: ReportVersioned): Promise<ReportRequestView> {
    await this.course.begin(me, id, version);
    return this.requests.one(me, id);
  }

  @Put(':id/presentation')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'It was presented, without a meeting or visit that was planned here' })
  @ApiOkResponse({ type: ReportRequestView })
  async present(@Me() me: Actor, @Id() id: string, @Body() body: ReportNote): Promise<ReportRequestView> {
    await this.course.present(me, id, body.version, body.note);
    return this.requests.one(me, id);
  }

  @Post(':id/meetings')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Plan a meeting in which it is presented; it stands in the owner’s day' })
  @ApiCreatedResponse({ type: ReportRequestView })
  async meet(@Me() me: Actor, @Id() id: string, @Body() body: ReportMeeting): Promise<ReportRequestView> {
    await this.presentations.meet(me, id, body);
    return this.requests.one(me, id);
  }

  @Post(':id/visits')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Ask dispatch for a visit on which it is brought' })
  @ApiCreatedResponse({ type: ReportRequestView })
  async visit(@Me() me: Actor, @Id() id: string, @Body() body: ReportVisit): Promise<ReportRequestView> {
    await this.presentations.visit(me, id, body);
    return this.requests.one(me, id);
  }

  @Post(':id/versions')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Begin the next version' })
  @ApiCreatedResponse({ type: ReportRequestView })
  async write(@Me() me: Actor, @Id() id: string, @Body() body: NewReportVersion): Promise<ReportRequestView> {
    await this.versions.create(me, id, body);
    return this.requests.one(me, id);
  }

  @Patch(':id/versions/:versionId')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Write on a draft: its summary and its files' })
  @ApiOkResponse({ type: ReportRequestView })
  async edit(
    @Me() me: Actor,
    @Id() id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() body: ReportVersionChange,
  ): Promise<ReportRequestView> {
    await this.versions.change(me, id, versionId, body);
    return this.requests.one(me, id);
  }

  @Delete(':id/versions/:versionId')
  @HttpCode(200)
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Throw a draft away' })
  @ApiOkResponse({ type: ReportRequestView })
  async discard(
    @Me() me: Actor,
    @Id() id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
  ): Promise<ReportRequestView> {
    await this.versions.discard(me, id, versionId);
    return this.requests.one(me, id);
  }

  @Put(':id/versions/:versionId/review')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Ask somebody else to look at it' })
  @ApiOkResponse({ type: ReportRequestView })
  async submit(
    @Me() me: Actor,
    @Id() id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() { version }: ReportVersioned,
  ): Promise<ReportRequestView> {
    await this.versions.submit(me, id, versionId, version);
    return this.requests.one(me, id);
  }

  @Put(':id/versions/:versionId/approval')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'It is right, says somebody else than its author' })
  @ApiOkResponse({ type: ReportRequestView })
  async approve(
    @Me() me: Actor,
    @Id() id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() body: ReportNote,
  ): Promise<ReportRequestView> {
    await this.versions.approve(me, id, versionId, body.version, body.note);
    return this.requests.one(me, id);
  }

  @Put(':id/versions/:versionId/return')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Back to be written on, with what is missing' })
  @ApiOkResponse({ type: ReportRequestView })
  async giveBack(
    @Me() me: Actor,
    @Id() id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() body: ReportNote,
  ): Promise<ReportRequestView> {
    await this.versions.giveBack(me, id, versionId, body.version, body.note);
    return this.requests.one(me, id);
  }

  @Put(':id/versions/:versionId/publication')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Let the customer have it; it stays as it is from now on' })
  @ApiOkResponse({ type: ReportRequestView })
  async publish(
    @Me() me: Actor,
    @Id() id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() { version }: ReportVersioned,
  ): Promise<ReportRequestView> {
    await this.versions.publish(me, id, versionId, version);
    return this.requests.one(me, id);
  }

  @Get(':id/files/:fileId')
  @Can('report-requests:read')
  @ApiOperation({ summary: 'A file of one of its versions, as a download' })
  @ApiProduces('application/octet-stream')
  async file(@Id() id: string, @Param('fileId', ParseUUIDPipe) fileId: string): Promise<StreamableFile> {
    const { id: requestId } = await this.requests.row(id);
    const { file, stream } = await this.versions.open(requestId, fileId);
    return new StreamableFile(stream, {
      type: file.type,
      length: file.size,
      disposition: disposition('attachment', file.name),
    });
  }

  @Get(':id/dashboard')
  @Can('report-requests:read')
  @ApiOperation({ summary: 'Its live figures, over the company’s own data, as they are now' })
  @ApiOkResponse({ type: DashboardView })
  dashboard(@Id() id: string): Promise<DashboardView> {
    return this.dashboards.of(id);
  }

  @Put(':id/dashboard')
  @Can('report-requests:write')
  @ApiOperation({ summary: 'Compose the live figures, and say whether the customer sees them' })
  @ApiOkResponse({ type: DashboardView })
  async compose(@Me() me: Actor, @Id() id: string, @Body() body: DashboardBody): Promise<DashboardView> {
    await this.dashboards.compose(me, id, body);
    return this.dashboards.of(id);
  }

  @Get(':id/dashboard/:tileId/csv')
  @Can('report-requests:read')
  @ApiOperation({ summary: 'One figure as a table' })
  @ApiProduces('text/csv')
  async csv(@Id() id: string, @Param('tileId', ParseUUIDPipe) tileId: string): Promise<StreamableFile> {
    const tile = await this.dashboards.tile(id, tileId);
    return new StreamableFile(Buffer.from(tileCsv(tile.points)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${tile.kind}.csv"`,
    });
  }
}
