import { firstBroken, GENESIS, hashOf, type Link, type Sealed } from './audit-chain.rules.js';

const start = { seq: 0, hash: GENESIS };

function chain(...actions: string[]): Link[] {
  let previousHash = GENESIS;
  return actions.map((action, index) => {
    const entry: Sealed = {
      seq: index + 1,
      at: new Date(Date.UTC(2026, 2, 1, 9, index)),
      actorKind: 'user',
      actorId: 'u1',
      tokenId: null,
      action,
      targetKind: null,
      targetId: null,
      address: null,
      data: { b: 1, a: [true, null] },
    };
    const link = { ...entry, previousHash, hash: hashOf(entry, previousHash) };
    previousHash = link.hash;
    return link;
  });
}

it('holds as it was written', () => {
  expect(firstBroken(chain('user.created', 'role.changed'), start)).toBeUndefined();
});

it('does not depend on the order in which jsonb gives members back', () => {
  const entries = chain('user.created');
  const stored = entries.map((e) => ({ ...e, data: { a: [true, null], b: 1 } }));

  expect(firstBroken(stored, start)).toBeUndefined();
});

it.each<[string, (entries: Link[]) => Link[], number]>([
  ['a changed action', (e) => e.map((x) => (x.seq === 2 ? { ...x, action: 'nothing' } : x)), 2],
  ['changed data', (e) => e.map((x) => (x.seq === 1 ? { ...x, data: { b: 2 } } : x)), 1],
  ['a moved time', (e) => e.map((x) => (x.seq === 3 ? { ...x, at: new Date(0) } : x)), 3],
  ['a missing entry', (e) => e.filter((x) => x.seq !== 2), 3],
  ['an entry put in later', (e) => [...e, { ...e[2]!, seq: 4 }], 4],
  [
    'an entry whose own hash was made to fit',
    (e) =>
      e.map((x) => (x.seq === 2 ? { ...x, action: 'no', hash: hashOf({ ...x, action: 'no' }, x.previousHash) } : x)),
    3,
  ],
])('shows %s', (_, tamper, broken) => {
  expect(firstBroken(tamper(chain('a', 'b', 'c')), start)).toBe(broken);
});
