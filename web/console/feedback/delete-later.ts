import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { offerUndo, sayProblem, UNDO_MS } from './notify';

/** Ids that are shown as gone while the deletion can still be taken back. */
let hidden: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
function setHidden(id: string, on: boolean): void {
  const next = new Set(hidden);
  if (on) next.add(id);
  else next.delete(id);
  hidden = next;
  for (const listener of listeners) listener();
}

/** What waits for its ten seconds is done at once when the page is left. */
const waiting = new Map<string, () => void>();
window.addEventListener('pagehide', () => waiting.forEach((run) => run()));

/** Deletes after the time to undo has passed: until then nothing has happened on the server, so undo is exact. */
export function useDeleteLater(queryKey: QueryKey) {
  const client = useQueryClient();
  const gone = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => hidden,
  );
  const deleteLater = (id: string, words: string, remove: () => Promise<unknown>) => {
    setHidden(id, true);
    const run = () => {
      clearTimeout(timer);
      waiting.delete(id);
      remove()
        .catch(sayProblem)
        .finally(() => void client.invalidateQueries({ queryKey }).finally(() => setHidden(id, false)));
    };
    const timer = setTimeout(run, UNDO_MS);
    waiting.set(id, run);
    offerUndo(words, () => {
      clearTimeout(timer);
      waiting.delete(id);
      setHidden(id, false);
    });
  };
  return { gone, deleteLater };
}
