import { filled, missingIn } from './line-templates.rules.js';
import type { MessageTemplate } from './contract.js';

const visit: MessageTemplate = {
  name: 'visit',
  language: 'pt_BR',
  category: 'utility',
  status: 'approved',
  header: 'Pedido {{1}}',
  body: 'Olá {{1}}, chegamos às {{2}}.',
  footer: 'Jacarandá',
  buttons: [],
  variables: [
    { in: 'header', name: '1' },
    { in: 'body', name: '1' },
    { in: 'body', name: '2' },
  ],
};
const fill = (header: string, first: string, second: string) => ({
  name: 'visit',
  language: 'pt_BR',
  variables: [
    { in: 'header' as const, name: '1', value: header },
    { in: 'body' as const, name: '1', value: first },
    { in: 'body' as const, name: '2', value: second },
  ],
});

describe('a template', () => {
  it('reads as the customer will read it: the same number means another thing above than below', () => {
    expect(filled(visit, fill('17', 'Ana', '14h'))).toBe('Pedido 17\n\nOlá Ana, chegamos às 14h.\n\nJacarandá');
  });

  it('does not take a value for a variable', () => {
    expect(filled(visit, fill('17', '{{2}}', '14h'))).toContain('Olá {{2}}, chegamos às 14h.');
  });

  it('names what is empty', () => {
    expect(missingIn(visit, fill('17', ' ', '14h'))).toEqual(['1']);
    expect(missingIn(visit, fill('17', 'Ana', '14h'))).toEqual([]);
  });
});
