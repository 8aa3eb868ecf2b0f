/** A table as RFC 4180, with a mark by which spreadsheets know that it is UTF-8. Pure. */
export function csvOf(columns: readonly string[], lines: readonly (readonly unknown[])[]): string {
  return `\ufeff${[columns, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A text that begins like a formula is none: a spreadsheet would carry it out. */
function cell(value: unknown): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
