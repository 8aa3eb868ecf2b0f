/** Prints data for people as aligned columns, or for programs as JSON. */
export function print(rows: Record<string, unknown> | Record<string, unknown>[], json: boolean | undefined): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const list = Array.isArray(rows) ? rows : [rows];
  const columns = [...new Set(list.flatMap((row) => Object.keys(row)))];
  const text = (value: unknown): string =>
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (!Array.isArray(rows)) {
    const width = Math.max(...columns.map((c) => c.length));
    for (const column of columns) process.stdout.write(`${column.padEnd(width)}  ${text(rows[column])}\n`);
    return;
  }
  const widths = columns.map((c) => Math.max(c.length, ...list.map((row) => text(row[c]).length)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  process.stdout.write(`${line(columns)}\n`);
  for (const row of list) process.stdout.write(`${line(columns.map((c) => text(row[c])))}\n`);
}
