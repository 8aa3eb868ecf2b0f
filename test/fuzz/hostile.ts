import fc from 'fast-check';

/** More than any field takes, less than the whole body may have. */
const LONG = 'x'.repeat(100_000);

/** Values that have broken servers before, and whatever chance adds. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, 1e-320) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      '',
      ' ',
      '\u0000',
      'a\u0000b',
      '\ud800',
      'low \udc00 alone',
      '\u202egnp.exe',
      LONG,
      `'; drop table users; --`,
      '%00%ff',
      '../../etc/passwd',
      '__proto__',
      '<script>alert(1)</script>',
      '2026-13-45T99:99:99Z',
      'infinity',
      '00000000-0000-0000-0000-000000000000',
      '💥'.repeat(400),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      [],
      {},
      [null],
      [[]],
      ['\u0000'],
      ['\ud800'],
      { '\u0000': 1 },
      { 'lone \ud800': '\udc00' },
      { constructor: { prototype: null } },
      { toString: 1, valueOf: 1, toJSON: 1 },
      { length: 1e9 },
      Array.from({ length: 5_000 }, (_, at) => at),
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
);

/** As they stand in a URL: already encoded, or broken in their encoding. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%E0%A4%A',
    '%',
    '..%2f..%2fetc%2fpasswd',
    '-1',
    '0',
    '1e999',
    '99999999999999999999',
    '9223372036854775808',
    '2147483648',
    'null',
    'NaN',
    '%27%20or%201%3D1%20--',
    '00000000-0000-0000-0000-000000000000',
    '01900000-0000-7000-8000-000000000001',
    'true',
    '%7B%7D',
    'infinity',
    '2026-13-45',
    Buffer.from('[null,null]').toString('base64url'),
    Buffer.from('["\\u0000","x"]').toString('base64url'),
    Buffer.from('[1e308,"x"]').toString('base64url'),
    Buffer.from('["infinity","01900000-0000-7000-8000-000000000001"]').toString('base64url'),
    Buffer.from('[0]').toString('base64url'),
    Buffer.from('[-1]').toString('base64url'),
    'x'.repeat(3_000),
  ),
  fc.string({ unit: 'grapheme' }).map((text) => encodeURIComponent(Buffer.from(text).toString())),
);
