/**
 * CORS does not protect a websocket: a foreign page can open one, and the browser sends our cookie along
 * (CWE-1385). So a page must come from the host it talks to; programs send no Origin.
 */
export function fromOwnPage({ origin, host }: { origin?: string; host?: string }): boolean {
  if (!origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
