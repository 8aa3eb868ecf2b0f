/** What became of a message for one of its recipients. `waiting`: was asked to try again later. */
export interface RecipientOutcome {
  address: string;
  state: 'accepted' | 'waiting' | 'rejected';
  reason?: string;
  /** The address will never work. */
  undeliverable?: true;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What is known now, over what was known before. */
export function withOutcomes(before: RecipientOutcome[], now: RecipientOutcome[]): RecipientOutcome[] {
  return [...before.filter((old) => !now.some((fresh) => same(fresh.address, old.address))), ...now];
}

/** Whom an attempt must leave out, because they have it. */
export const reached = (outcomes: RecipientOutcome[]): string[] =>
  outcomes.filter((outcome) => outcome.state === 'accepted').map((outcome) => outcome.address);

/** Nobody is asked any more: who was to try again has been tried often enough. */
export const givenUp = (outcomes: RecipientOutcome[]): RecipientOutcome[] =>
  outcomes.map((outcome) => (outcome.state === 'waiting' ? { ...outcome, state: 'rejected' } : outcome));

/**
 * The state of the whole message: as long as somebody is to be tried again, it waits; it failed only where nobody has it.
 * The error names whom it did not reach, and why.
 */
export function verdictOf(outcomes: RecipientOutcome[]): { state: 'sent' | 'queued' | 'failed'; error: string | null } {
  const missed = outcomes.filter((outcome) => outcome.state !== 'accepted');
  const error = missed.map(({ address, reason }) => (reason ? `${address}: ${reason}` : address)).join('\n') || null;
  if (missed.some((outcome) => outcome.state === 'waiting')) return { state: 'queued', error };
  return { state: missed.length > 0 && missed.length === outcomes.length ? 'failed' : 'sent', error };
}

/** A bounce names one recipient. Whoever has not bounced has it, as far as anybody knows. */
export function afterBounce(
  recipients: string[],
  before: RecipientOutcome[],
  bounced: { address: string; reason?: string },
): RecipientOutcome[] {
  const known = withOutcomes(
    recipients.map((address): RecipientOutcome => ({ address, state: 'accepted' })),
    before,
  );
  return withOutcomes(known, [{ ...bounced, state: 'rejected' }]);
}
