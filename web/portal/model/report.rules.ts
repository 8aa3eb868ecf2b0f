import type { Unit } from '../portal.api';

/** Where a new request about this device begins. */
export function reportOf({ id, name, tag, site }: Pick<Unit, 'id' | 'name' | 'tag' | 'site'>): string {
  const params = new URLSearchParams({ subject: `${name} (${tag})`, equipment: id, ...(site && { site: site.id }) });
  return `/tickets/new?${params.toString()}`;
}
