/** Sums that come out whole: everything is an integer of minor units, and every part is rounded so that the parts make the whole. Pure. */

/** `top / bottom`, rounded half away from zero, exactly. */
export function ratio(amount: number, top: number, bottom: number): number {
  const product = BigInt(amount) * BigInt(top);
  const by = BigInt(bottom);
  const half = (product < 0n ? -product : product) * 2n + by;
  const rounded = half / (by * 2n);
  return Number(product < 0n ? -rounded : rounded);
}

/**
 * Shares of a total by weights, by largest remainder: each is its exact share rounded down or up, and together they are
 * the total. Equal remainders are settled by place, so that the same always comes out.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, at) => (at === 0 ? total : 0));
  const sign = total < 0 ? -1 : 1;
  const whole = BigInt(Math.abs(total));
  const shares = weights.map((weight, at) => {
    const product = whole * BigInt(weight);
    return { at, share: Number(product / sum), rest: product % sum };
  });
  let left = Math.abs(total) - shares.reduce((all, { share }) => all + share, 0);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1));
  for (const one of byRest) {
    if (left === 0) break;
    one.share += 1;
    left -= 1;
  }
  return shares.map(({ share }) => (share === 0 ? 0 : sign * share));
}
