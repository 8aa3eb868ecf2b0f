/** Lengths of promises as people write them: `30`, `30 min`, `1h30`, `4 h`. Pure; minutes in, words out, and back. */
const HOUR = 60;

/** Null for what is no length, or for nothing at all. A bare number is minutes. */
export function minutesFrom(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(',', '.');
  const match = /^(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?$/.exec(text);
  if (!text || !match || (match[1] === undefined && match[2] === undefined)) return null;
  const minutes = Math.round(Number(match[1] ?? 0) * HOUR) + Number(match[2] ?? 0);
  return minutes > 0 ? minutes : null;
}

/** The same in every language that we speak: `45 min`, `4 h`, `1 h 30 min`. */
export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / HOUR), minutes % HOUR];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')} min`;
}
