import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../platform/http/access.decorators.js';
import {
  EnvelopePage,
  EnvelopesQuery,
  EnvelopeView,
  IntakeSummary,
  presentEnvelope,
  ReplayedMany,
  ReplayMany,
} from './envelope.dto.js';
import { EnvelopesService } from './envelopes.service.js';
import { IntakeService } from './intake.service.js';

@ApiTags('intake')
@Controller('intake')
export class IntakeController {
  constructor(
    private readonly envelopes: EnvelopesService,
    private readonly intake: IntakeService,
  ) {}

  @Get('summary')
  @Can('intake:read')
  @ApiOperation({ summary: 'Counts by state and inbox; they add up' })
  @ApiOkResponse({ type: IntakeSummary })
  summary() {
    return this.envelopes.summary();
  }

  @Get('envelopes')
  @Can('intake:read')
  @ApiOperation({ summary: 'What came in, newest first' })
  @ApiOkResponse({ type: EnvelopePage })
  list(@Query() query: EnvelopesQuery) {
    return this.envelopes.list(query);
  }

  @Get('envelopes/:id')
  @Can('intake:read')
  @ApiOperation({ summary: 'One envelope' })
  @ApiOkResponse({ type: EnvelopeView })
  async get(@Param('id', ParseUUIDPipe) id: string) {
    return presentEnvelope(await this.envelopes.get(id));
  }

  @Get('envelopes/:id/raw')
  @Can('intake:read')
  @Header('Content-Type', 'application/octet-stream')
  @Header('Content-Disposition', 'attachment; filename="envelope.bin"')
  @ApiOperation({ summary: 'The bytes exactly as they came' })
  async raw(@Param('id', ParseUUIDPipe) id: string) {
    return new StreamableFile(await this.envelopes.raw(id));
  }

  @Post('envelopes/:id/replay')
  @Can('intake:replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Process an ignored or quarantined envelope again' })
  @ApiOkResponse({ type: EnvelopeView })
  async replay(@Param('id', ParseUUIDPipe) id: string) {
    return presentEnvelope(await this.intake.replay(id));
  }

  @Post('replay')
  @Can('intake:replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Process all of a kind again' })
  @ApiOkResponse({ type: ReplayedMany })
  replayMany(@Body() body: ReplayMany) {
    return this.envelopes.replayMany(body);
  }
}
