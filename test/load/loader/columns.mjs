/** Rows in PostgreSQL's COPY text format. */
const ESCAPED = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

export const field = (value) => {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'object' ? JSON.stringify(value) : value;
  return text.replace(/[\\\t\n\r]/g, (letter) => ESCAPED[letter]);
};

export const line = (values) => `${values.map(field).join('\t')}\n`;

/** Arrays are literals of their own. Only for plain words. */
export const words = (list) => `{${list.join(',')}}`;
