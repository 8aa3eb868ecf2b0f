/** Which microphone and loudspeaker this browser uses; empty: its own choice. Of the computer, not of the person. */
export interface SoundChoice {
  microphone: string;
  speaker: string;
}

const KEPT_UNDER = 'frontdesk.sound';
const listeners = new Set<() => void>();

export function chosenSound(): SoundChoice {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_UNDER) ?? '{}') as Partial<SoundChoice>;
    return { microphone: String(kept.microphone ?? ''), speaker: String(kept.speaker ?? '') };
  } catch {
    return { microphone: '', speaker: '' };
  }
}

export function chooseSound(change: Partial<SoundChoice>): SoundChoice {
  const next = { ...chosenSound(), ...change };
  localStorage.setItem(KEPT_UNDER, JSON.stringify(next));
  for (const listener of listeners) listener();
  return next;
}

export function onSoundChosen(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
