/** What the leg of a colleague is called in what the provider tells. */
export const agentLabel = (userId: string): string => `agent-${userId}`;

/** One of somebody's telephones, of those at their extension. */
export const deviceLabel = (extension: string, at: number): string => `device-${extension}-${at}`;

export type CallState = 'greeting' | 'waiting' | 'connecting' | 'talking' | 'ended';
export type CallOutcome = 'answered' | 'missed' | 'abandoned' | 'voicemail' | 'forwarded' | 'failed';

/** What a call may become from where it is. Providers tell late, twice and in any order; what does not fit is no news. */
const NEXT: Record<CallState, readonly CallState[]> = {
  greeting: ['waiting', 'connecting', 'talking', 'ended'],
  waiting: ['greeting', 'connecting', 'ended'],
  // Whoever took it did not come: it waits again.
  connecting: ['talking', 'waiting', 'ended'],
  talking: ['waiting', 'ended'],
  ended: [],
};

export const mayBecome = (from: CallState, to: CallState): boolean => NEXT[from].includes(to);

export interface Course {
  direction: 'in' | 'out';
  state: CallState;
  answeredAt: Date | null;
  waitingAt: Date | null;
  facts: Readonly<Record<string, string>>;
}

/** What became of a call that is over, from how far it had come. */
export function outcomeOf({ direction, answeredAt, waitingAt, facts }: Course): CallOutcome {
  if (answeredAt) return 'answered';
  if (direction === 'out') return 'failed';
  if (facts.voicemail) return 'voicemail';
  if (facts.forwarded) return 'forwarded';
  return waitingAt ? 'abandoned' : 'missed';
}

/** Why somebody is called back; null where nobody needs it. */
export function callBackFor(outcome: CallOutcome, facts: Readonly<Record<string, string>>): CallBackWhy | null {
  if (facts.callBack === 'yes') return 'asked';
  if (outcome === 'answered') return facts.dropped ? 'dropped' : null;
  return outcome === 'missed' || outcome === 'abandoned' || outcome === 'voicemail' ? outcome : null;
}
export type CallBackWhy = 'missed' | 'abandoned' | 'voicemail' | 'asked' | 'dropped';

export const seconds = (from: Date | null, to: Date | null): number =>
  from && to ? Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000)) : 0;
