import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/client';
import { tickets } from '../../api/tickets.api';
import type { Draft } from '../../api/tickets.types';
import { isBlank, stateOf } from './draft.rules';
import { useMe } from '../session/session';
import { forgetUnsaved, keepUnsaved, unsavedOf } from './unsaved';

const SAVE_AFTER_MS = 1200;

/** A draft lives on the server: another device, or a colleague's view of one's tickets, continues it. */
export function useDraft(ticketId: string, content: Omit<Draft, 'version'>) {
  const me = useMe();
  const [restored, setRestored] = useState<Draft | null>(null);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const version = useRef(0);
  const saved = useRef('');
  const [loaded, setLoaded] = useState(false);

  useEffect(() => {
    let gone = false;
    tickets
      .draft(ticketId)
      .then((draft) => {
        if (gone) return;
        const unsaved = unsavedOf(ticketId, me.id);
        if (unsaved) {
          version.current = draft?.version ?? 0;
          setRestored({ ...unsaved, version: version.current });
        } else if (draft && !(isBlank(draft) && !draft.missing?.length)) {
          version.current = draft.version;
          saved.current = stateOf(draft);
          setRestored(draft);
        } else version.current = draft?.version ?? 0;
      })
      .catch(() => undefined)
      .finally(() => setLoaded(true));
    return () => {
      gone = true;
    };
  }, [ticketId, me.id]);

  const save = useDebouncedCallback(
    async (draft: Omit<Draft, 'version'>) => {
      if (stateOf(draft) === saved.current) return;
      try {
        if (isBlank(draft)) {
          await tickets.dropDraft(ticketId);
          version.current = 0;
          setSavedAt(null);
        } else {
          version.current = (await tickets.saveDraft(ticketId, { ...draft, version: version.current })).version;
          setSavedAt(new Date());
        }
        saved.current = isBlank(draft) ? '' : stateOf(draft);
        forgetUnsaved(ticketId);
      } catch (error) {
        // Written elsewhere meanwhile: this device was typed on last, so it wins from its next key stroke on.
        const current = error instanceof ApiError && error.status === 409 ? error.problem.currentVersion : undefined;
        if (typeof current === 'number') version.current = current;
        keepUnsaved(ticketId, me.id, draft);
      }
    },
    { delay: SAVE_AFTER_MS, flushOnUnmount: true },
  );
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  });
  const { kind, html, channel } = content;
  const blank = isBlank(content);
  const state = stateOf(content);
  useEffect(() => {
    if (loaded && (!blank || saved.current)) save(latest.current);
  }, [save, loaded, blank, state, kind, html, channel]);

  const drop = async () => {
    save.cancel();
    forgetUnsaved(ticketId);
    saved.current = '';
    version.current = 0;
    setSavedAt(null);
    await tickets.dropDraft(ticketId).catch(() => undefined);
  };
  return { restored, savedAt, drop };
}
