import type { Events } from '../platform/outbox/events.js';
import type {} from '../contracts/contracts.events.js';
import type {} from '../customers/customers.events.js';
import type {} from '../hours/hours.events.js';

/** What a change elsewhere means for promises that were made already: which tickets, and how much is asked again. Pure. */

/** What promises were computed anew for; it stands in the ledger. */
export interface Cause {
  kind: 'calendar' | 'contract' | 'company';
  id: string;
}

/** Open tickets that are any of these. */
export interface Among {
  /** Promised on hours of these calendars. */
  calendars?: string[];
  teams?: string[];
  inboxes?: string[];
  /** Of the companies of these. */
  contracts?: string[];
  sites?: string[];
  companies?: string[];
}

export interface Reconsidered {
  cause: Cause;
  among: Among;
  /** `hours`: the promise stays, only its hours are asked again; `promise`: also which one holds. */
  asks: 'hours' | 'promise';
}

/** A new name moves nobody's deadline. */
export function byCalendar({
  calendarId,
  otherHours,
  passed,
  insteadOf,
}: Events['calendar.changed']): Reconsidered | null {
  const of = (kind: string): string[] => passed.filter((use) => use.kind === kind).map((use) => use.id);
  const among: Among = {
    calendars: [...(otherHours ? [calendarId] : []), ...(insteadOf ? [insteadOf] : [])],
    teams: of('team'),
    inboxes: of('inbox'),
    contracts: of('contract'),
    sites: of('site'),
  };
  return Object.values(among).every((ids: string[]) => ids.length === 0)
    ? null
    : { cause: { kind: 'calendar', id: calendarId }, among, asks: 'hours' };
}

const PROMISING = new Set(['created', 'packageId', 'kind', 'term', 'state', 'startsOn', 'endsOn', 'sites', 'begun']);

/** What it costs, and what is noted on it, promises nothing. */
export function byContract({ contractId, companyId, changed }: Events['contract.changed']): Reconsidered | null {
  const cause: Cause = { kind: 'contract', id: contractId };
  const among: Among = { companies: [companyId] };
  if (changed.some((name) => PROMISING.has(name))) return { cause, among, asks: 'promise' };
  return changed.includes('calendarId') ? { cause, among, asks: 'hours' } : null;
}

const ASKED_OF_COMPANIES: Record<string, string> = {
  name: 'company.name',
  tags: 'company.tags',
  fields: 'company.fields',
  segment: 'segment',
};

/** Another place may be its only one, or no longer; the rest counts where a policy asks for it. */
export function byCompany(
  { companyId, changed }: Events['company.changed'],
  asked: ReadonlySet<string>,
): Reconsidered | null {
  const isAsked = (name: string): boolean => {
    const fact = ASKED_OF_COMPANIES[name];
    return fact !== undefined && [...asked].some((field) => field === fact || field.startsWith(`${fact}.`));
  };
  const asks = changed.some(isAsked) ? 'promise' : changed.includes('sites') ? 'hours' : null;
  return asks && { cause: { kind: 'company', id: companyId }, among: { companies: [companyId] }, asks };
}
