import { addressesOf, reachOf, recipientsOf } from './reply.rules.js';

it.each([
  ['support@desk.example', { identityKind: 'email', threaded: true }],
  ['+55 11 4002-8922', { identityKind: 'phone', threaded: false }],
  ['desk', null],
  [null, null],
])('a line at %j reaches %j', (address, reach) => {
  expect(reachOf(address)).toEqual(reach);
});

describe('an answer goes', () => {
  const customer = { name: 'Ana', address: 'ana@client.example' };
  const colleague = { name: 'Rui', address: 'rui@client.example' };

  it('to whom the writer says', () => {
    expect(recipientsOf(['x@y.example'], colleague, customer)).toEqual([{ address: 'x@y.example' }]);
  });

  it('else to who last wrote', () => {
    expect(recipientsOf(undefined, colleague, customer)).toEqual([colleague]);
  });

  it('else to the customer', () => {
    expect(recipientsOf([], null, customer)).toEqual([customer]);
    expect(recipientsOf([], {}, null)).toEqual([]);
  });

  it('in copy to each once', () => {
    expect(addressesOf(['A@b.example', ' a@B.example'])).toEqual([{ address: 'a@b.example' }]);
    expect(addressesOf(undefined)).toEqual([]);
  });
});
