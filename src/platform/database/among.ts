/**
 * Rows whose `column` is one of `ids`, as a condition and its value. PostgreSQL plans a list anew each time, for it may be
 * long; a single row it finds by the plan that it has, and most lists are of one.
 */
export function among(column: string, parameter: string, ids: readonly string[]): { is: string; value: unknown } {
  const [one, ...more] = new Set(ids);
  return one !== undefined && more.length === 0
    ? { is: `${column} = ${parameter}`, value: one }
    : { is: `${column} = any(${parameter}::uuid[])`, value: [...new Set(ids)] };
}
