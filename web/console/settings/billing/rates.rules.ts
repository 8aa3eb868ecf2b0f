/** Rates as people write them: `5,00` for 500 hundredths of a percent. Pure. */

export const percentOf = (basisPoints: number, language = 'en'): string =>
  (basisPoints / 100).toLocaleString(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: false,
  });

export function basisPoints(text: string): number | null {
  const match = /^\s*(-?)(\d{1,4})(?:[.,](\d{1,2}))?\s*%?\s*$/.exec(text);
  if (!match) return null;
  const value = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -value : value;
}

export interface Rate {
  month: string;
  rateBp: number;
}

export const ratesText = (rates: readonly Rate[]): string =>
  rates.map(({ month, rateBp }) => `${month} ${percentOf(rateBp)}`).join('\n');

/** A month and its rate on each line; the number of the first line that is neither. */
export function ratesOf(text: string): { rates: Rate[] } | { wrong: number } {
  const rates: Rate[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (!line.trim()) continue;
    const match = /^\s*(\d{4}-(?:0[1-9]|1[0-2]))[\s:;]+(\S+)/.exec(line);
    const rateBp = match && basisPoints(match[2]!);
    if (!match || rateBp === null) return { wrong: at + 1 };
    rates.push({ month: match[1]!, rateBp });
  }
  return { rates };
}
