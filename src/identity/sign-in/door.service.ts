import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tokenHash } from '../../platform/crypto/tokens.js';
import { Work } from '../../platform/database/work.js';
import type { MeView } from '../me/me.dto.js';
import { MeService } from '../me/me.service.js';
import { AccessReader } from '../sessions/access-reader.js';
import { SessionCookie } from '../sessions/session-cookie.js';
import { Session } from '../sessions/session.entity.js';
import { notSignedIn, SessionsService, type OpenedSession } from '../sessions/sessions.service.js';

/** The last step of every way to sign in: the browser gets the new session's cookie and the one it had before ends. */
@Injectable()
export class DoorService {
  constructor(
    private readonly work: Work,
    private readonly sessions: SessionsService,
    private readonly access: AccessReader,
    private readonly cookie: SessionCookie,
    private readonly me: MeService,
  ) {}

  async enter(session: OpenedSession, request: Request, response: Response): Promise<MeView> {
    await this.leaveEarlier(this.cookie.read(request.headers.cookie));
    this.cookie.set(response, session.token, session.expiresAt);
    response.setHeader('Cache-Control', 'no-store');
    const identified = await this.access.bySession(session.token);
    if (!identified) throw notSignedIn();
    return this.me.view(identified);
  }

  private async leaveEarlier(token: string | undefined): Promise<void> {
    if (!token) return;
    await this.work.run(async (tx) => {
      const earlier = await tx.find(Session, { tokenHash: tokenHash(token) });
      if (earlier) await this.sessions.close(tx, earlier.id, earlier.userId);
    });
  }
}
