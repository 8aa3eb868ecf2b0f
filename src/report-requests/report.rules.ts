/** What may become of a report that a customer asked for. Pure. */

export const REQUEST_STATES = [
  'requested',
  'accepted',
  'analysis',
  'review',
  'presented',
  'published',
  'declined',
  'withdrawn',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const VERSION_STATES = ['draft', 'review', 'approved', 'published'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export type RequestMove =
  | 'change'
  | 'accept'
  | 'decline'
  | 'withdraw'
  | 'begin'
  | 'write'
  | 'edit'
  | 'submit'
  | 'return'
  | 'approve'
  | 'present'
  | 'publish';

/** In which states each is possible. What is published is never taken back: another version follows it. */
export const MAY: Record<RequestMove, readonly RequestState[]> = {
  change: ['requested', 'accepted', 'analysis', 'review', 'presented', 'published'],
  accept: ['requested'],
  decline: ['requested', 'accepted', 'analysis'],
  withdraw: ['requested', 'accepted', 'analysis', 'review'],
  begin: ['accepted'],
  write: ['accepted', 'analysis', 'published'],
  edit: ['analysis'],
  submit: ['analysis'],
  return: ['review', 'presented'],
  approve: ['review'],
  present: ['review'],
  publish: ['review', 'presented'],
};

export const movesIn = (state: RequestState): RequestMove[] =>
  (Object.keys(MAY) as RequestMove[]).filter((move) => MAY[move].includes(state));

/** Whether it is still to be delivered. */
export const isOpen = (state: RequestState): boolean =>
  state !== 'published' && state !== 'declined' && state !== 'withdrawn';

export const isLate = (state: RequestState, dueOn: string | null, today: string): boolean =>
  isOpen(state) && dueOn !== null && dueOn < today;

/** Four eyes: nobody says of their own work that it is right. */
export const mayReview = (userId: string, authorId: string): boolean => userId !== authorId;

export interface ReportAllowance {
  perMonth: number;
  /** What happens beyond: it is marked, or not taken. */
  beyond: 'allowed' | 'refused';
}

export interface Quota {
  /** How many a month includes; null where no contract says anything. */
  included: number | null;
  /** Asked for in this month, and not declined or withdrawn. */
  asked: number;
  left: number;
  beyond: 'allowed' | 'refused';
}

/** What is left of the reports of a month. Who has no package with reports may ask; each is beyond. */
export function quotaOf(allowance: ReportAllowance | null, asked: number): Quota {
  const included = allowance?.perMonth ?? null;
  return { included, asked, left: Math.max(0, (included ?? 0) - asked), beyond: allowance?.beyond ?? 'allowed' };
}

export type Asking = 'included' | 'beyond' | 'refused';

export const askingWithin = ({ left, beyond }: Pick<Quota, 'left' | 'beyond'>): Asking => {
  if (left > 0) return 'included';
  return beyond === 'refused' ? 'refused' : 'beyond';
};
