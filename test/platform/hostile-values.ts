/** What strangers send: wrong types, borders of numbers, texts that break a parser, a query, a page or a log. */
export const HOSTILE: unknown[] = [
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 53,
  1e308,
  '',
  ' \t\n',
  'x'.repeat(60_000),
  'nul \u0000 inside',
  'lone \ud800 surrogate',
  '\u202eright to left\u202c \u200b\ufeff',
  `'; drop table users; --`,
  '%_\\',
  '${7*7}{{7*7}}<script>alert(1)</script>',
  '../../../etc/passwd',
  'javascript:alert(1)',
  '0000-00-00',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '99999999999999999999999999',
  '00000000-0000-7000-8000-000000000000',
  'a@b',
  [],
  [null],
  [[['x']]],
  ['x', 'x'],
  {},
  { $gt: '' },
  { constructor: { prototype: { admin: true } } },
  JSON.parse('{"__proto__": {"admin": true}}'),
  nested(60),
];

function nested(depth: number): unknown {
  return depth === 0 ? 'deep' : { a: [nested(depth - 1)] };
}

/** Pseudo-random and the same in every run, so that a failure can be repeated. */
export function dice(seed: number): <T>(list: readonly T[]) => T {
  let state = seed;
  return (list) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return list[state % list.length]!;
  };
}
