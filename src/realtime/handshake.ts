import type { Socket } from 'socket.io';

type Handshake = Socket['handshake'];

/** A browser proves itself by its cookie, a script by `auth.token` or an Authorization header. */
export function handshakeFrom(handshake: Handshake): { cookie?: string; bearer?: string } {
  const given: unknown = handshake.auth.token;
  const header = /^Bearer (\S+)$/.exec(handshake.headers.authorization ?? '')?.[1];
  const bearer = typeof given === 'string' && given.length > 0 ? given : header;
  return bearer ? { bearer } : { cookie: handshake.headers.cookie };
}

/**
 * CORS does not protect a websocket: a foreign page can open one, and the browser sends our cookie along
 * (CWE-1385). So a page must come from the host it talks to; programs send no Origin.
 */
export function originAllowed(handshake: Handshake): boolean {
  const { origin, host } = handshake.headers;
  if (!origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
