export interface BrowserHints {
  method: string;
  host?: string;
  origin?: string;
  fetchSite?: string;
  requestedWith?: string;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that is authorised by a cookie was made by our own pages. A browser adds Origin and Sec-Fetch-Site
 * itself, and another site cannot set X-Requested-With without a preflight, which is never granted.
 */
export function madeByOurPages(request: BrowserHints, publicOrigin: string): boolean {
  if (SAFE.has(request.method)) return true;
  if (request.origin !== undefined && !isOurs(request.origin, publicOrigin, request.host)) return false;
  if (request.fetchSite === 'cross-site' || request.fetchSite === 'same-site') return false;
  return request.requestedWith !== undefined || request.origin !== undefined || request.fetchSite === 'same-origin';
}

/** People also open an installation by an address other than PUBLIC_URL, such as localhost. */
function isOurs(origin: string, publicOrigin: string, host: string | undefined): boolean {
  if (origin === publicOrigin) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}
