import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Retention } from '../channels/calls/retention.service.js';
import { Can, Me, type Actor } from '../platform/http/access.decorators.js';
import { CallBoardQuery, CallBoardView } from './board.dto.js';
import { Board } from './board.service.js';
import { CallBacks } from './call-backs.service.js';
import { CallViews } from './call-views.service.js';
import { Dialling } from './dialling.service.js';
import {
  BrowserTokenView,
  CallBackView,
  CallView,
  ColleagueView,
  DialBody,
  PhoneView,
  SuperviseBody,
  Switch,
  TransferBody,
} from './phone.dto.js';
import { PhoneService } from './phone.service.js';
import { Supervision } from './supervision.service.js';
import { Switchboard } from './switchboard.service.js';
import { Transfers } from './transfers.service.js';

@ApiTags('phone')
@Controller('phone')
export class PhoneController {
  constructor(
    private readonly phone: PhoneService,
    private readonly callBacks: CallBacks,
    private readonly dialling: Dialling,
    private readonly views: CallViews,
    private readonly board: Board,
  ) {}

  @Get()
  @Can('calls:take', 'calls:dial')
  @ApiOperation({ summary: 'What rings at me, what I am in, who waits, and who is to be called back' })
  @ApiOkResponse({ type: PhoneView })
  read(@Me() me: Actor) {
    return this.phone.read(me);
  }

  @Post('token')
  @Can('calls:take', 'calls:dial')
  @HttpCode(200)
  @ApiOperation({ summary: 'With which my browser takes part in calls; an hour long' })
  @ApiOkResponse({ type: BrowserTokenView })
  token(@Me() me: Actor) {
    return this.phone.token(me);
  }

  @Get('colleagues')
  @Can('calls:take')
  @ApiOperation({ summary: 'To whom a call can be given, and whether they are free' })
  @ApiOkResponse({ type: [ColleagueView] })
  colleagues(@Me() me: Actor) {
    return this.phone.colleagues(me);
  }

  @Get('call-backs')
  @Can('calls:take', 'calls:dial')
  @ApiOperation({ summary: 'Numbers that wait to be called back, oldest first' })
  @ApiOkResponse({ type: [CallBackView] })
  owed(@Me() me: Actor) {
    return this.callBacks.list(me);
  }

  @Get('board')
  @Can('calls:supervise')
  @ApiOperation({ summary: 'The wallboard: every live call, who is there, and how the day went' })
  @ApiOkResponse({ type: CallBoardView })
  wallboard(@Me() me: Actor, @Query() { timeZone }: CallBoardQuery) {
    return this.board.read(me, timeZone ?? 'UTC');
  }

  @Post('call-backs/:id/done')
  @Can('calls:take', 'calls:dial')
  @HttpCode(204)
  @ApiOperation({ summary: 'It is done, or need not be' })
  done(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.callBacks.done(me, id);
  }

  @Post('calls')
  @Can('calls:dial')
  @ApiOperation({ summary: 'Call a number: first my phone, then theirs' })
  @ApiCreatedResponse({ type: CallView })
  async dial(@Me() me: Actor, @Body() body: DialBody) {
    return this.views.one(me, await this.dialling.dial(me, body));
  }
}

@ApiTags('phone')
@Controller('calls/:id')
export class CallController {
  constructor(
    private readonly switchboard: Switchboard,
    private readonly transfers: Transfers,
    private readonly supervision: Supervision,
    private readonly retention: Retention,
    private readonly views: CallViews,
  ) {}

  @Get()
  @Can('tickets:read')
  @ApiOperation({ summary: 'One call, with its recordings' })
  @ApiOkResponse({ type: CallView })
  read(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.views.one(me, id);
  }

  @Post('answer')
  @Can('calls:take')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take it. However many reach for it, one gets it: 409 for the others' })
  answer(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.switchboard.answer(me, id);
  }

  @Post('decline')
  @Can('calls:take')
  @HttpCode(204)
  @ApiOperation({ summary: 'Not me: it rings at the others' })
  decline(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.switchboard.decline(me, id);
  }

  @Post('hang-up')
  @Can('calls:take', 'calls:dial')
  @HttpCode(204)
  @ApiOperation({ summary: 'End the call' })
  hangUp(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.switchboard.hangUp(me, id);
  }

  @Put('hold')
  @Can('calls:take', 'calls:dial')
  @HttpCode(204)
  @ApiOperation({ summary: 'The customer hears music, or me again' })
  hold(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { on }: Switch) {
    return this.switchboard.hold(me, id, on);
  }

  @Put('mute')
  @Can('calls:take', 'calls:dial')
  @HttpCode(204)
  @ApiOperation({ summary: 'I am not heard, or heard again' })
  mute(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { on }: Switch) {
    return this.switchboard.mute(me, id, on);
  }

  @Put('recording-pause')
  @Can('calls:take', 'calls:dial')
  @HttpCode(204)
  @ApiOperation({ summary: 'Nothing is recorded while it is on, as for the data of a card' })
  pause(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { on }: Switch) {
    return this.switchboard.pauseRecording(me, id, on);
  }

  @Post('transfer')
  @Can('calls:take')
  @HttpCode(204)
  @ApiOperation({ summary: 'Give it to a colleague or an outside number, at once or after talking with them' })
  transfer(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: TransferBody) {
    return this.transfers.begin(me, id, body);
  }

  @Post('transfer/complete')
  @Can('calls:take')
  @HttpCode(204)
  @ApiOperation({ summary: 'Leave the customer with whoever has joined' })
  complete(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.transfers.complete(me, id);
  }

  @Post('transfer/together')
  @Can('calls:take')
  @HttpCode(204)
  @ApiOperation({ summary: 'Everybody talks: the customer, I, and whoever has joined' })
  together(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.transfers.together(me, id);
  }

  @Post('transfer/cancel')
  @Can('calls:take')
  @HttpCode(204)
  @ApiOperation({ summary: 'Back to the customer, without whoever was asked' })
  cancel(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.transfers.cancel(me, id);
  }

  @Post('wrap-up')
  @Can('calls:take', 'calls:dial')
  @HttpCode(204)
  @ApiOperation({ summary: 'Done with what comes after the call: free for the next' })
  wrapUp(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.switchboard.wrapUp(me, id);
  }

  @Post('supervise')
  @Can('calls:supervise')
  @HttpCode(204)
  @ApiOperation({ summary: 'Listen in, whisper to the agent, or join' })
  supervise(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() { how }: SuperviseBody) {
    return this.supervision.enter(me, id, how);
  }

  @Delete('supervise')
  @Can('calls:supervise')
  @HttpCode(204)
  @ApiOperation({ summary: 'Leave it to those who talk' })
  unsupervise(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string) {
    return this.supervision.leave(me, id);
  }

  @Delete('recordings/:recording')
  @Can('calls:erase')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a recording and what was written down of it, not before the line’s floor' })
  async erase(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('recording', ParseUUIDPipe) recording: string,
  ): Promise<void> {
    await this.views.visible(me, id);
    await this.retention.remove(me, id, recording);
  }

  @Get('recordings/:recording')
  @Can('calls:listen')
  @ApiOperation({ summary: 'A recording, decrypted for whoever may see the ticket' })
  async play(
    @Me() me: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('recording', ParseUUIDPipe) recording: string,
    @Res() response: Response,
  ): Promise<void> {
    const { content, type } = await this.views.play(me, id, recording);
    response
      .type(/^audio\//.test(type) ? type : 'application/octet-stream')
      .setHeader('Content-Disposition', 'inline')
      .setHeader('X-Content-Type-Options', 'nosniff');
    response.send(content);
  }
}
