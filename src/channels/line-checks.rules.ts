import type { CheckStep } from './contract.js';

/** Signatures with a time in them hold for some minutes; a token that begins in the future holds not at all. */
const APART_MS = 60_000;

/** By the clocks of those whom we asked. What is answered late makes them seem behind, so the nearest counts. */
export function clockStep(aheads: (number | null)[]): CheckStep[] {
  const known = aheads.filter((one) => one !== null).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  const [nearest] = known;
  if (nearest === undefined) return [];
  const seconds = String(Math.round(Math.abs(nearest) / 1000));
  if (Math.abs(nearest) < APART_MS) {
    const detail = 'Our clock and the provider’s agree.';
    return [{ name: 'clock', ok: true, detail, words: { code: 'clock-right' } }];
  }
  const code = nearest > 0 ? 'clock-behind' : 'clock-ahead';
  return [
    {
      name: 'clock',
      ok: false,
      detail: `Our clock is ${seconds} seconds ${nearest > 0 ? 'behind' : 'ahead of'} the provider’s.`,
      hint: 'Set this server’s clock by a time server (NTP): signatures and tokens hold for minutes.',
      words: { code, values: { seconds } },
    },
  ];
}

/** What came in of itself: the only proof that the provider knows our address and signs as we check. */
export function heardStep(
  lastAt: Date | null,
  refused: { count: number; because: string | null; lastAt: Date }[],
  now: Date,
): CheckStep {
  const [latest] = refused;
  if (latest && (!lastAt || new Date(latest.lastAt) > lastAt)) {
    const values = { count: String(latest.count), ago: agoOf(new Date(latest.lastAt), now) };
    return {
      name: 'heard',
      ok: false,
      detail: `The newest call was turned away, ${values.ago} ago: its signature is not right. ${values.count} on that day.`,
      hint: 'If it is your provider: compare the secret, and the address letter by letter.',
      words: { code: 'heard-refused', values },
    };
  }
  if (!lastAt) {
    return {
      name: 'heard',
      ok: true,
      unchecked: true,
      detail: 'Nothing has come in yet: write to this line, then check again.',
      words: { code: 'heard-never' },
    };
  }
  const values = { ago: agoOf(lastAt, now) };
  return {
    name: 'heard',
    ok: true,
    detail: `The provider reaches us: the last call came ${values.ago} ago.`,
    words: { code: 'heard', values },
  };
}

/** `90 s`, `12 min`, `5 h`, `3 d`: read alike in every language. */
function agoOf(at: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
