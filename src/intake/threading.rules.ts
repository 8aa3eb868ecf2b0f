import type { ThreadHints } from '../channels/contract.js';

export interface Candidate {
  conversationId: string;
  ticketId: string;
  /** The sender took part before: wrote in it, or was written to. */
  participant: boolean;
}

export interface Candidates {
  /** By the token in the recipient, whose MAC was checked. */
  byToken: Candidate | null;
  /** By In-Reply-To and References, nearest first. */
  byReference: Candidate[];
  /** By the number in the subject. */
  byNumber: Candidate | null;
  /** The open conversation of this sender, on channels without threads. */
  open: Candidate | null;
}

export type Thread =
  | {
      kind: 'join';
      conversationId: string;
      by: 'token' | 'reference' | 'number' | 'open';
      /** Where the finder read it already: the next steps need not read it again. */
      at?: { ticketId: string; channel: string; thirdParty: boolean };
    }
  /** A new conversation; `near` is the ticket it might belong to, for a person to decide. */
  | { kind: 'new'; near: { ticketId: string; reason: 'sender-not-proven' | 'not-a-participant' } | null };

/**
 * To which conversation a message belongs. The order is by strength of proof: a token that only we can make, then the
 * ids that the sender's program names, then a number that anybody could type. Subject text alone never joins.
 *
 * Who is not proven (DMARC failed) joins only where the token proves it, and where nobody else's words would be
 * answered: never another person's ticket.
 */
export function thread(hints: ThreadHints, candidates: Candidates): Thread {
  if (candidates.byToken) return { kind: 'join', conversationId: candidates.byToken.conversationId, by: 'token' };
  if (candidates.open) return { kind: 'join', conversationId: candidates.open.conversationId, by: 'open' };

  const [nearest] = candidates.byReference;
  if (nearest) {
    const allowed = hints.senderProven && firstTrusted(candidates.byReference);
    if (allowed) return { kind: 'join', conversationId: allowed.conversationId, by: 'reference' };
    return apart(nearest, hints);
  }
  if (candidates.byNumber) {
    if (hints.senderProven && candidates.byNumber.participant) {
      return { kind: 'join', conversationId: candidates.byNumber.conversationId, by: 'number' };
    }
    return apart(candidates.byNumber, hints);
  }
  return { kind: 'new', near: null };
}

/**
 * A reference names a Message-ID, which only those who got that mail know. A colleague to whom the customer forwarded it
 * may answer; so participation is preferred, not demanded.
 */
const firstTrusted = (found: Candidate[]): Candidate | undefined => found.find((c) => c.participant) ?? found[0];

const apart = (near: Candidate, hints: ThreadHints): Thread => ({
  kind: 'new',
  near: { ticketId: near.ticketId, reason: hints.senderProven ? 'not-a-participant' : 'sender-not-proven' },
});
