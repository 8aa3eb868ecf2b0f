const NAME = 'Frontdesk';

/** As a browser's tab says it: what waits first, for a narrow tab shows no more. */
export function titleOf({ place, page, unread }: { place: string; page: string; unread: number }): string {
  const words = [page || place, NAME].filter(Boolean).join(' · ');
  return unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${words}` : words;
}

export const iconWith = (unread: number): string => (unread > 0 ? '/favicon-unread.svg' : '/favicon.svg');

/** Which text of the catalogue names a path. The longest that fits counts. */
const PLACES: [string, string][] = [
  ['/queue', 'shell.queue'],
  ['/tickets', 'shell.queue'],
  ['/tickets/new', 'queue.newTicket'],
  ['/start', 'start.label'],
  ['/dispatch', 'shell.dispatch'],
  ['/sales', 'shell.sales'],
  ['/customers', 'shell.customers'],
  ['/equipment', 'shell.equipment'],
  ['/broadcasts', 'shell.broadcasts'],
  ['/posts', 'shell.broadcasts'],
  ['/contracts', 'shell.money'],
  ['/invoices', 'shell.money'],
  ['/knowledge', 'knowledge.title'],
  ['/reports', 'shell.reports'],
  ['/report-requests', 'shell.reports'],
  ['/notifications', 'notifications.title'],
  ['/calls', 'board.title'],
  ['/settings', 'shell.settings'],
];

export function placeKey(pathname: string): string | undefined {
  const section = /^\/settings\/([\w-]+)/.exec(pathname)?.[1];
  if (section) return `settings.sections.${section}`;
  return PLACES.filter(([path]) => pathname === path || pathname.startsWith(`${path}/`)).toSorted(
    ([a], [b]) => b.length - a.length,
  )[0]?.[1];
}
