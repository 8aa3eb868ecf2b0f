export type ScanState = 'waiting' | 'clean' | 'infected' | 'unscannable';
/** What becomes of files that no scanner has looked at: they wait, or they are shown as such. */
export type ScanPolicy = 'hold' | 'mark';

/** Whether anybody may open it. What is infected nobody may, also where scanning was turned off later. */
export function mayOpen(
  state: ScanState | undefined,
  { isOn, policy }: { isOn: boolean; policy: ScanPolicy },
): boolean {
  if (state === undefined || state === 'clean') return true;
  if (state === 'infected') return false;
  return !isOn || policy === 'mark';
}

const MINUTE = 60_000;
const AFTER_MS = [MINUTE / 4, MINUTE, 5 * MINUTE, 15 * MINUTE];

/** When it is shown to the scanner again after the n-th attempt (from 1) in vain. It never gives up: a scanner comes back. */
export const scanAgainAfter = (attempt: number): number => AFTER_MS[attempt - 1] ?? AFTER_MS.at(-1)!;
