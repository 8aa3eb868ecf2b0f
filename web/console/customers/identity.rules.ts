import type { Identity } from '../../api/customers.types';

/**
 * What stands for one way to reach somebody: an address, a number, a handle. A number that only a provider knows them by
 * tells nobody anything; there the name of the line is shown (`on`), as for visitors of the website.
 */
export function shownAs(identity: Pick<Identity, 'kind' | 'channel' | 'value' | 'display'>): string | { on: string } {
  const given = identity.display ?? identity.value;
  if (identity.kind === 'visitor') return { on: 'chat' };
  if (identity.kind === 'external' && identity.channel && /^-?([A-Z]{2}\.(ENT\.)?)?[A-Za-z]?\d+$/.test(given))
    return { on: identity.channel };
  return given;
}
