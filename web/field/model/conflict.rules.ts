import type { ChecklistItem, Visit } from './day.types.js';
import type { ChangeData, Entry, WaitingChange } from './outbox.rules.js';
import { may } from './pending.rules.js';

/** A no of the server, and what the technician may do about it. Pure. Nothing is chosen for anybody. */

export interface Choice {
  /** What would be said anew, as a change of its own; null where only the server’s version can stand. */
  mine: Pick<WaitingChange, 'type' | 'data'> | null;
}

export function choiceOf(entry: Entry, visit: Visit | undefined): Choice {
  const code = entry.answer?.code;
  if (!entry.answer || entry.what === 'file' || !visit || visit.gone) return { mine: null };
  const again = (data: ChangeData): Choice => ({ mine: { type: entry.type, data: { ...entry.data, ...data } } });
  switch (code) {
    case 'item_changed': {
      const item = entry.answer.current?.item as ChecklistItem | undefined;
      return item ? again({ itemVersion: item.version ?? 0 }) : { mine: null };
    }
    case 'checklist_open':
      return may(visit, 'complete') ? again({ leaveOpen: true }) : { mine: null };
    case 'visit_state':
      return entry.data.action && may(visit, entry.data.action) ? again({}) : { mine: null };
    case 'out_of_order':
      return again({});
    default:
      return { mine: null };
  }
}

/** What follows from a change that was taken back: a part that was never told is not to be removed either. */
export function withoutFollowers(entries: readonly Entry[], clientId: string): string[] {
  return entries
    .filter(
      (entry) =>
        entry.clientId === clientId ||
        (entry.what === 'change' && (entry.data.partClientId === clientId || entry.data.fileClientId === clientId)),
    )
    .map((entry) => entry.clientId);
}
