/**
 * Whether a page may use this chat. An empty list allows every page: the widget is made to stand in other people's
 * pages. Programs send no Origin; our own pages are always allowed, so that the chat can be tried.
 */
export function originAllowed(
  origin: string | undefined,
  allowed: readonly string[],
  ownHosts: readonly (string | undefined)[],
): boolean {
  if (origin === undefined || allowed.length === 0) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (ownHosts.includes(page.host)) return true;
  return allowed.some((entry) => matches(page, entry.trim()));
}

/** `https://shop.example`, `shop.example` (any scheme and port) or `*.shop.example` (its subdomains). */
function matches(page: URL, entry: string): boolean {
  if (entry.includes('://')) return URL.canParse(entry) && new URL(entry).origin === page.origin;
  if (entry.startsWith('*.')) return page.hostname.endsWith(entry.slice(1).toLowerCase());
  return page.hostname === entry.toLowerCase() || page.host === entry.toLowerCase();
}
