import type { Call } from '../../api/phone.api';

type Part = Call['parts'][number];

/** Who was asked, or had come, and is not there any more; so that whoever asked does not wait for nobody. */
export function goneOf(before: readonly Part[], now: readonly Part[]): { name: string; came: boolean } | null {
  const gone = before.find((one) => !now.some(({ userId, name }) => userId === one.userId && name === one.name));
  return gone ? { name: gone.name, came: gone.state === 'joined' } : null;
}
