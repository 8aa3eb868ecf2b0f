/** Instants from what a clock on a wall shows. Pure. */

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(timeZone, found);
  }
  return found;
}

/** How far the clocks of the zone are ahead of UTC then, in milliseconds. */
const aheadAt = (timeZone: string, at: Date): number =>
  Date.parse(`${formatOf(timeZone).format(at).replace(' ', 'T')}Z`) - Math.floor(at.getTime() / 1000) * 1000;

/** `2026-11-17T09:30` on the clocks of a zone. A time that they skip is taken as if they had not been moved yet. */
export function instantIn(timeZone: string, local: string): Date {
  const asUtc = Date.parse(`${local}Z`);
  const first = asUtc - aheadAt(timeZone, new Date(asUtc));
  return new Date(asUtc - aheadAt(timeZone, new Date(first)));
}

/** `2026-11-17T09:30:00` as the clocks of the zone show an instant: the other way round. */
export const wallTime = (timeZone: string, at: Date | string): string =>
  formatOf(timeZone).format(new Date(at)).replace(' ', 'T');
