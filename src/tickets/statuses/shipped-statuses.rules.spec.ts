import { inLanguage, SHIPPED_STATUSES } from './shipped-statuses.rules.js';

const received = { category: 'new' as const, name: 'New', customerLabel: 'Received' };

it.each([
  ['as it came', received, 'pt-BR', { name: 'Novo', customerLabel: 'Recebido' }],
  ['as it came, in its own language', received, 'en', {}],
  ['with a label of the desk’s own', { ...received, customerLabel: 'We have it' }, 'pt-BR', { name: 'Novo' }],
  ['with a name of the desk’s own', { ...received, name: 'Inbox' }, 'pt-BR', {}],
  ['without a label', { ...received, customerLabel: null }, 'pt-BR', { name: 'Novo' }],
  ['named like one of another category', { ...received, name: 'Closed' }, 'pt-BR', {}],
  [
    'back again',
    { ...received, name: 'Novo', customerLabel: 'Recebido' },
    'en',
    { name: 'New', customerLabel: 'Received' },
  ],
] as const)('a status %s', (_, status, language, change) => {
  expect(inLanguage(status, language)).toEqual(change);
});

it('has a name for every category in every language', () => {
  const [first, ...others] = Object.values(SHIPPED_STATUSES).map((words) => Object.keys(words).sort());
  for (const other of others) expect(other).toEqual(first);
});
