import type { Socket } from 'socket.io';

type Handshake = Socket['handshake'];

/** A browser proves itself by its cookie, a script by `auth.token` or an Authorization header. */
export function handshakeFrom(handshake: Handshake): { cookie?: string; bearer?: string } {
  const given: unknown = handshake.auth.token;
  const header = /^Bearer (\S+)$/.exec(handshake.headers.authorization ?? '')?.[1];
  const bearer = typeof given === 'string' && given.length > 0 ? given : header;
  return bearer ? { bearer } : { cookie: handshake.headers.cookie };
}
