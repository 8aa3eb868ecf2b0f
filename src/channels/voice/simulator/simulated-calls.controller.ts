import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/http/access.decorators.js';
import { InboxesService } from '../../inboxes.service.js';
import { PlaceSimulatedCall, PressKeys, SimulatedCallView } from '../call-flow.dto.js';
import type { SimulatedCall } from './simulated-call.js';
import { VoiceSimulator } from './voice.simulator.js';

/** Calls that nobody makes: for trying a line, its flow and the phone of the console without an account. */
@ApiTags('phone')
@Can('inboxes:manage')
@Controller('inboxes/:id/simulated-calls')
export class SimulatedCallsController {
  constructor(
    private readonly inboxes: InboxesService,
    private readonly simulator: VoiceSimulator,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The latest simulated calls of a line' })
  @ApiOkResponse({ type: [SimulatedCallView] })
  async list(@Param('id', ParseUUIDPipe) id: string) {
    return (await this.simulator.list(await this.lineOf(id))).map(present);
  }

  @Post()
  @ApiOperation({ summary: 'Somebody calls. Answered when they wait, talk or have hung up' })
  @ApiCreatedResponse({ type: SimulatedCallView })
  async place(@Param('id', ParseUUIDPipe) id: string, @Body() body: PlaceSimulatedCall) {
    return present(await this.simulator.call(await this.lineOf(id), body));
  }

  @Post(':sid/keys')
  @HttpCode(204)
  @ApiOperation({ summary: 'The caller presses keys while they wait' })
  async press(@Param('id', ParseUUIDPipe) id: string, @Param('sid') sid: string, @Body() { keys }: PressKeys) {
    await this.simulator.press(await this.lineOf(id), sid, keys);
  }

  @Post(':sid/hang-up')
  @HttpCode(204)
  @ApiOperation({ summary: 'The caller hangs up' })
  async hangUp(@Param('id', ParseUUIDPipe) id: string, @Param('sid') sid: string) {
    await this.simulator.hangUp(await this.lineOf(id), sid);
  }

  private async lineOf(id: string) {
    await this.inboxes.get(id);
    return this.inboxes.line(id);
  }
}

const present = ({ sid, from, over, waitUrl, room, heard }: SimulatedCall): SimulatedCallView => ({
  sid,
  from,
  state: over ? 'over' : waitUrl ? 'waiting' : room ? 'talking' : 'listening',
  heard,
});
