import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config.js';
import { Public } from '../../platform/http/access.decorators.js';
import { disposition } from '../../platform/http/disposition.js';
import { OwnLimits } from '../../platform/http/own-limits.decorator.js';
import { readHandshake } from './calls.rules.js';
import { ChatFiles } from './chat.files.js';
import { ChatPolls, MAX_WAIT_SECONDS } from './chat.polls.js';
import { refuse } from './chat.refusal.js';
import { ChatService } from './chat.service.js';
import {
  CONTACT_BODY,
  END_BODY,
  MESSAGE_BODY,
  RATE_BODY,
  READ_BODY,
  SESSION_BODY,
  TYPING_BODY,
} from './chat.bodies.js';
import { ConversationReader } from './conversation.reader.js';
import { originAllowed } from './origins.rules.js';
import { LIMITS } from './protocol/protocol.js';
import { TeamPresence } from './team.service.js';
import { VisitorsService, type ChatLine, type Known } from './visitors.service.js';

/** The chat protocol over plain HTTP. Who calls is a visitor: the token of `POST session` is the permission. */
@ApiTags('chat')
@ApiBearerAuth()
@Public('visitors have no account; each call is judged by the visitor’s token')
@Controller('chat')
export class ChatController {
  private readonly ownHost: string;

  constructor(
    private readonly chat: ChatService,
    private readonly visitors: VisitorsService,
    private readonly reader: ConversationReader,
    private readonly polls: ChatPolls,
    private readonly files: ChatFiles,
    private readonly teams: TeamPresence,
    config: Config,
  ) {
    this.ownHost = new URL(config.publicUrl).host;
  }

  @Get('inbox')
  @ApiOperation({ summary: 'How an inbox’s widget looks; asked before the chat is opened' })
  @ApiQuery({ name: 'inbox', description: 'The widget’s public key' })
  async inbox(@Query('inbox') key: unknown, @Req() request: Request) {
    const line = await this.visitors.lineByKey(typeof key === 'string' ? key : '');
    this.mustBeAllowed(request, line);
    const { color, position, language, theme, greeting, askEmail, team } = line.settings;
    return {
      name: team || line.name,
      company: await this.teams.company(),
      color,
      position,
      language,
      theme,
      greeting,
      askEmail,
    };
  }

  @Post('session')
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin or resume: the same answer as the socket’s `session`' })
  @ApiBody({ schema: SESSION_BODY })
  async session(@Body() body: unknown, @Req() request: Request) {
    const known = await this.visitors.admit(readHandshake(body));
    this.mustBeAllowed(request, known.line);
    return this.chat.session(known, known.token, await this.reader.threadOf(known.visitor));
  }

  @Get('messages')
  @OwnLimits()
  @ApiOperation({ summary: 'What came after `after`: the socket’s `sync`' })
  @ApiQuery({ name: 'after', required: false, schema: { type: 'integer', minimum: 0 } })
  async messages(@Query('after') after: unknown, @Req() request: Request) {
    return this.chat.sync(await this.known(request), { after: Number(after ?? 0) });
  }

  @Post('messages')
  @OwnLimits()
  @HttpCode(200)
  @ApiOperation({ summary: 'Say something; answered after the commit. The same clientId again gives the same answer' })
  @ApiBody({ schema: MESSAGE_BODY })
  async message(@Body() body: unknown, @Req() request: Request) {
    return this.chat.message(await this.known(request), body);
  }

  @Get('events')
  @OwnLimits()
  @ApiOperation({
    summary: 'Long poll: messages after `after` and what else happens, at once or within `wait` seconds',
  })
  @ApiQuery({ name: 'after', required: false, schema: { type: 'integer', minimum: 0 } })
  @ApiQuery({ name: 'wait', required: false, schema: { type: 'integer', minimum: 0, maximum: MAX_WAIT_SECONDS } })
  async events(@Query('after') after: unknown, @Query('wait') wait: unknown, @Req() request: Request) {
    const { visitor } = await this.known(request);
    const gone = new AbortController();
    request.once('close', () => gone.abort());
    return this.polls.wait(visitor, whole(after, 0, 2_147_483_647), whole(wait, 0, MAX_WAIT_SECONDS), gone.signal);
  }

  @Post('read')
  @OwnLimits()
  @HttpCode(200)
  @ApiOperation({ summary: 'Everything up to `seq` was read' })
  @ApiBody({ schema: READ_BODY })
  async read(@Body() body: unknown, @Req() request: Request) {
    return this.chat.read(await this.known(request), body);
  }

  @Post('typing')
  @OwnLimits()
  @HttpCode(200)
  @ApiOperation({ summary: 'The visitor writes, or stopped' })
  @ApiBody({ schema: TYPING_BODY })
  async typing(@Body() body: unknown, @Req() request: Request) {
    return this.chat.typing(await this.known(request), body);
  }

  @Post('rate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Rate the conversation from 1 to 5' })
  @ApiBody({ schema: RATE_BODY })
  async rate(@Body() body: unknown, @Req() request: Request) {
    return this.chat.rate(await this.known(request), body);
  }

  @Post('end')
  @HttpCode(200)
  @ApiOperation({ summary: 'The visitor is done' })
  @ApiBody({ schema: END_BODY, required: false })
  async end(@Req() request: Request) {
    return this.chat.end(await this.known(request));
  }

  @Post('contact')
  @HttpCode(200)
  @ApiOperation({ summary: 'Where answers may go when the visitor has left' })
  @ApiBody({ schema: CONTACT_BODY })
  async contact(@Body() body: unknown, @Req() request: Request) {
    return this.chat.contact(await this.known(request), body);
  }

  @Post('attachments')
  @ApiOperation({ summary: 'Upload a file; its id then goes with a message' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @UseInterceptors(
    FileInterceptor('file', { limits: { fileSize: LIMITS.attachmentBytes, files: 1, fields: 4, parts: 6 } }),
  )
  async upload(
    @UploadedFile() file: { originalname: string; mimetype: string; buffer: Buffer } | undefined,
    @Req() request: Request,
  ) {
    const { visitor } = await this.known(request);
    return this.files.upload(visitor, file);
  }

  @Get('attachments/:id')
  @ApiOperation({ summary: 'A file; the address comes with the message' })
  @ApiQuery({ name: 'key' })
  async file(@Param('id', ParseUUIDPipe) id: string, @Query('key') key: unknown, @Res() response: Response) {
    const file = await this.files.open(id, typeof key === 'string' ? key : '');
    response.setHeader('Content-Type', file.type);
    response.setHeader('Content-Length', String(file.size));
    response.setHeader('Content-Disposition', disposition(file.inline ? 'inline' : 'attachment', file.name));
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Content-Security-Policy', `default-src 'none'; sandbox`);
    response.setHeader('Cache-Control', 'private, max-age=3600');
    file.content.on('error', () => response.destroy());
    file.content.pipe(response);
  }

  private async known(request: Request): Promise<Known> {
    const token = /^Bearer +([\w-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    const known = await this.visitors.authenticate(token);
    this.mustBeAllowed(request, known.line);
    return known;
  }

  private mustBeAllowed({ headers }: Request, line: ChatLine): void {
    if (!originAllowed(headers.origin, line.settings.allowedOrigins, [this.ownHost, headers.host])) {
      throw refuse('unauthorized', 'This page may not show this chat.');
    }
  }
}

function whole(given: unknown, fallback: number, most: number): number {
  if (given === undefined) return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 0) throw refuse('bad_request', 'after and wait are whole numbers from 0.');
  return Math.min(value, most);
}
