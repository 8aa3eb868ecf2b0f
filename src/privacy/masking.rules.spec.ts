import { masked, ownOf } from './masking.rules.js';

const own = ownOf(['ana@souza.example', '+55 11 98765-4321', 'desk@house.example']);

it.each<[string, unknown, unknown]>([
  ['her own address stays', 'I am Ana@Souza.example', 'I am Ana@Souza.example'],
  ['ours stays', 'to desk@house.example', 'to desk@house.example'],
  ['another is half hidden', 'cc rui@firm.example, please', 'cc r…@firm.example, please'],
  [
    'who has another address has no name',
    [{ name: 'Rui Lima', address: 'rui@firm.example' }],
    [{ name: 'R…', address: 'r…@firm.example' }],
  ],
  ['her own number stays, however it is written', { address: '+5511987654321' }, { address: '+5511987654321' }],
  ['another number does not', { address: '+5511900001111', name: 'Bia' }, { address: '…11', name: 'B…' }],
  ['times stay', { at: new Date(0) }, { at: new Date(0) }],
  ['numbers, yes, no and nothing stay', { a: 1, b: true, c: null }, { a: 1, b: true, c: null }],
])('%s', (_, given, left) => {
  expect(masked(given, own)).toEqual(left);
});
