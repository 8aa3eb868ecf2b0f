import { holds, makeToken, readToken, uidOf, visitOfUid } from './link-token.rules.js';

const key = Buffer.alloc(32, 7);
const other = Buffer.alloc(32, 8);
const link = { visitId: '01939f3e-8a1c-7d2b-9c3d-1234567890ab', epoch: 3, expiresAt: 29_900_000 };

describe('a link of a visit', () => {
  it('says what it was made for', () => {
    expect(readToken(makeToken(link, key), key)).toEqual(link);
  });

  it('is worth nothing under another key, or with any character changed', () => {
    const token = makeToken(link, key);
    const changed = [...token].map((c, at) => token.slice(0, at) + (c === 'A' ? 'B' : 'A') + token.slice(at + 1));

    expect(readToken(token, other)).toBeNull();
    // The last character of base64 has bits that mean nothing, so a change there may be none.
    expect(changed.slice(0, -1).filter((one) => readToken(one, key) !== null)).toEqual([]);
  });

  it.each(['', 'x', 'x'.repeat(51), '../../etc/passwd', '\u0000'.repeat(51)])('is not %j', (token) => {
    expect(readToken(token, key)).toBeNull();
  });

  it('ends with its time and with a new epoch', () => {
    const before = new Date((link.expiresAt - 1) * 60_000);

    expect(holds(link, before, 3)).toBe(true);
    expect(holds(link, new Date(link.expiresAt * 60_000), 3)).toBe(false);
    expect(holds(link, before, 4)).toBe(false);
  });
});

describe('the name of an appointment', () => {
  it('leads back to its visit, and only with our key', () => {
    const uid = uidOf(link.visitId, 'desk.example', key);

    expect(visitOfUid(uid, key)).toBe(link.visitId);
    expect(visitOfUid(uid, other)).toBeNull();
    expect(visitOfUid(uid.replace('visit-0', 'visit-1'), key)).toBeNull();
    expect(visitOfUid('something@else.example', key)).toBeNull();
  });
});
