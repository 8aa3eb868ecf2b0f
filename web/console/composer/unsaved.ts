import type { Draft } from '../../api/tickets.types';
import { isBlank } from './draft.rules';

/** What somebody wrote and the server could not keep, because the session had ended or the network was gone. */
interface Unsaved {
  userId: string;
  draft: Omit<Draft, 'version'>;
}

/** In this tab only, and gone with it: nobody else at this computer finds it. */
const placeOf = (ticketId: string): string => `frontdesk.unsaved.${ticketId}`;

export function keepUnsaved(ticketId: string, userId: string, draft: Omit<Draft, 'version'>): void {
  if (isBlank(draft)) return forgetUnsaved(ticketId);
  sessionStorage.setItem(placeOf(ticketId), JSON.stringify({ userId, draft } satisfies Unsaved));
}

/** What this person, and nobody else who signs in here after them, had written. */
export function unsavedOf(ticketId: string, userId: string): Omit<Draft, 'version'> | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(placeOf(ticketId)) ?? 'null') as Unsaved | null;
    if (kept?.userId === userId) return kept.draft;
  } catch {
    // Not ours, or of another build.
  }
  forgetUnsaved(ticketId);
  return null;
}

export const forgetUnsaved = (ticketId: string): void => sessionStorage.removeItem(placeOf(ticketId));
