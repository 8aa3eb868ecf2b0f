import type { Figure } from '../portal.api';

/** The month in which `now` is, by the reader's own clock. Pure. */
export function monthOf(now: Date): { from: Date; to: Date; days: number } {
  const from = new Date(now.getFullYear(), now.getMonth(), 1);
  const to = new Date(now.getFullYear(), now.getMonth() + 1, 1);
  return { from, to, days: Math.round((to.getTime() - from.getTime()) / 86_400_000) };
}

export function sumOf(figures: readonly Pick<Figure, 'met' | 'breached'>[]): { met: number; all: number } {
  const met = figures.reduce((sum, one) => sum + one.met, 0);
  return { met, all: met + figures.reduce((sum, one) => sum + one.breached, 0) };
}
