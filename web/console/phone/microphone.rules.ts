export type MicrophoneState = 'asking' | 'hearing' | 'silent' | 'denied' | 'none' | 'insecure';

/** How loud this moment is, from 0 to 1: speech at a desk fills about two thirds. `samples` are bytes around 128. */
export function levelOf(samples: Uint8Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
  const decibels = 20 * Math.log10(Math.max(Math.sqrt(sum / samples.length), 1e-4));
  return Math.min(1, Math.max(0, (decibels + 60) / 60));
}

/** What a browser says when it does not give a microphone. */
export function refusedAs(name: string): MicrophoneState {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return 'none';
}

/** Somebody speaks into it: louder than the hum of a room. */
export const AUDIBLE = 0.3;
