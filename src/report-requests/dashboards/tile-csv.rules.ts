import type { TilePoint } from './tile.rules.js';

type Point = Pick<TilePoint, 'key' | 'name' | 'value'> & { unit: string };

/** A figure as RFC 4180, with a mark by which spreadsheets know that it is UTF-8. Pure. */
export function tileCsv(points: readonly Point[]): string {
  const lines = points.map(({ key, name, value, unit }) => [key, name ?? '', value ?? '', unit]);
  return `\ufeff${[['key', 'name', 'value', 'unit'], ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A text that begins like a formula is none: a spreadsheet would carry it out. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
