/** The words of a ticket and what a message does to it. Pure: data and time in, decision out. */

export const STATUS_CATEGORIES = [
  'new',
  'open',
  'waiting_customer',
  'waiting_third_party',
  'visit_scheduled',
  'solved',
  'closed',
] as const;
export type StatusCategory = (typeof STATUS_CATEGORIES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];
export const priorityRank = (priority: Priority): number => PRIORITIES.indexOf(priority) + 1;
export const priorityName = (rank: number): Priority => PRIORITIES[rank - 1] ?? 'normal';

export const MODES = ['digital', 'visit', 'in_person'] as const;
export type Mode = (typeof MODES)[number];

export interface TicketState {
  category: StatusCategory;
  solvedAt: Date | null;
  mergedIntoId: string | null;
}

/** A customer who writes long after the answer was given has a new problem. */
export const REOPEN_WINDOW_DAYS = 14;
const DAY_MS = 86_400_000;

export type Continuation = 'continue' | 'reopen' | 'open-new';

/** What the customer's next message on the ticket's conversation means for it. */
export function onCustomerMessage(ticket: TicketState, at: Date): Continuation {
  if (ticket.category === 'closed') return 'open-new';
  if (ticket.category !== 'solved') return 'continue';
  if (!ticket.solvedAt) return 'reopen';
  return at.getTime() - ticket.solvedAt.getTime() <= REOPEN_WINDOW_DAYS * DAY_MS ? 'reopen' : 'open-new';
}

/** The category after a message. Machines move nothing: an out-of-office note is no answer. */
export function categoryAfter(
  category: StatusCategory,
  message: { direction: 'in' | 'out' | 'internal'; automatic: boolean; thirdParty?: boolean },
): StatusCategory {
  if (message.automatic || message.direction === 'internal') return category;
  // An answer of who was asked puts the ticket back on our desk; the customer is waited for as before.
  if (message.thirdParty && message.direction === 'in') return category === 'waiting_third_party' ? 'open' : category;
  if (message.direction === 'in') return category === 'waiting_customer' || category === 'solved' ? 'open' : category;
  return category === 'new' ? 'open' : category;
}

export const isOpen = (category: StatusCategory): boolean => category !== 'solved' && category !== 'closed';
