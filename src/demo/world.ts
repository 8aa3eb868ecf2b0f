import type { StatusCategory } from '../tickets/ticket.rules.js';
import type { LineKey, TeamKey } from './firm.js';

export interface DemoPerson {
  id: string;
  name: string;
}

/** What every story of the demo happens in. */
export interface World {
  now: number;
  teamIds: Record<TeamKey, string>;
  inboxIds: Record<LineKey, string>;
  leadId: string;
  /** Who answers for a team, and how often. */
  agentsOf(team: TeamKey): (readonly [DemoPerson, number])[];
  /** The default status of a category, or one of ours by its key. */
  statusOf(key: StatusCategory | 'part' | 'carrier'): string;
  categoryOf(statusId: string): StatusCategory;
}
