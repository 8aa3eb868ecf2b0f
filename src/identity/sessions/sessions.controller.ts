import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { can, Me, SignedIn, type Actor } from '../../platform/http/access.decorators.js';
import { forbidden } from '../../platform/http/refusal.js';
import { SessionOnly } from './access-paths.decorators.js';
import { SessionList, SessionQuery, SessionView } from './session.dto.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('session')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @SignedIn()
  @ApiOperation({ summary: 'Where I am signed in' })
  @ApiOkResponse({ type: SessionList })
  async list(@Me() me: Actor, @Query() { user = me.id! }: SessionQuery): Promise<SessionList> {
    if (user !== me.id && !can(me, 'sessions:manage')) throw forbidden();
    const sessions = await this.sessions.listOf(user);
    return { items: sessions.map((s) => SessionView.of(s, me.sessionId)), nextCursor: null };
  }

  @Delete(':id')
  @SignedIn()
  @SessionOnly()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign a browser out; its open sockets close at once' })
  @ApiNoContentResponse()
  async end(@Me() me: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.sessions.end(me, id);
  }
}
