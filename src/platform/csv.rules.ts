/** Tables as files: values separated by a character, as RFC 4180 and spreadsheets have them. Pure. */

export type CsvValue = string | number | null | undefined;

/** By this mark spreadsheets know that a file is UTF-8. */
const UTF8_MARK = '\ufeff';

/** A whole file: the names of the columns, and the rows below them. */
export const csvOf = (columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  UTF8_MARK + csvRows([columns, ...rows]);

export const csvRows = (rows: readonly (readonly CsvValue[])[], separator = ','): string =>
  rows.map((row) => `${row.map((value) => csvValue(value, separator)).join(separator)}\r\n`).join('');

/**
 * What a spreadsheet would run as a formula is kept from it by an apostrophe; what only looks like one, a negative
 * amount or a number to call, is not.
 */
function csvValue(value: CsvValue, separator: string): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d\s().,/-]+$/.test(text) ? `'${text}` : text;
  return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
