/** Which reminder is due. Pure. */

export interface Step {
  id: string;
  daysAfter: number;
}

/**
 * The last one whose day has come and that was not sent; those before it are passed over, for nobody is reminded twice
 * on one day. Null where the last one, or a later one, was sent.
 */
export function dueStep(steps: readonly Step[], daysOverdue: number, sent: readonly number[]): Step | null {
  const reached = steps.filter(({ daysAfter }) => daysAfter <= daysOverdue && daysOverdue > 0);
  const last = reached.sort((a, b) => b.daysAfter - a.daysAfter)[0];
  return last && sent.every((days) => days < last.daysAfter) ? last : null;
}
