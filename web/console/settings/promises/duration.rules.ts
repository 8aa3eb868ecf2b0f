/** Lengths of promises as people write them: `30`, `30 min`, `1h30`, `4 h`, `20 s`. Pure; minutes in, words out, and back. */
const HOUR = 60;

/** Null for what is no length, or for nothing at all. A bare number is minutes. */
export function minutesFrom(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(',', '.');
  const seconds = /^(?:(\d+)\s*(?:m|min))?\s*(\d+)\s*(?:s|seg|sec)$/.exec(text);
  if (seconds) {
    const all = Number(seconds[1] ?? 0) * 60 + Number(seconds[2]);
    return all > 0 ? all / 60 : null;
  }
  const match = /^(?:(\d+(?:\.\d+)?)\s*h)?\s*(?:(\d+)\s*(?:m|min)?)?$/.exec(text);
  if (!text || !match || (match[1] === undefined && match[2] === undefined)) return null;
  const minutes = Math.round(Number(match[1] ?? 0) * HOUR) + Number(match[2] ?? 0);
  return minutes > 0 ? minutes : null;
}

/** The same in every language that we speak: `20 s`, `1 min 30 s`, `45 min`, `4 h`, `1 h 30 min`. From ten minutes on, seconds are noise. */
export function durationWords(given: number): string {
  if (given <= 0) return '0 min';
  if (given < 10) {
    const seconds = Math.max(1, Math.round(given * 60));
    const [whole, left] = [Math.floor(seconds / 60), seconds % 60];
    if (whole === 0) return `${left} s`;
    return left === 0 ? `${whole} min` : `${whole} min ${left} s`;
  }
  const minutes = Math.round(given);
  const [hours, rest] = [Math.floor(minutes / HOUR), minutes % HOUR];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')} min`;
}
