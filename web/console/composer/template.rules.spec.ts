import { describe, expect, it } from '@jest/globals';
import { previewOf } from './template.rules';

const template = {
  name: 'visit',
  language: 'pt_BR',
  category: 'utility',
  status: 'approved' as const,
  header: 'Pedido {{1}}',
  body: 'Olá {{1}}, às {{2}}.',
  buttons: [],
  variables: [
    { in: 'header' as const, name: '1' },
    { in: 'body' as const, name: '1', example: 'Ana' },
    { in: 'body' as const, name: '2' },
  ],
};

describe('the preview of a template', () => {
  it('shows what is filled in, else the example, else the place', () => {
    expect(previewOf(template, { 'body.2': '14h' })).toEqual({
      header: 'Pedido {{1}}',
      body: 'Olá ‹Ana›, às 14h.',
      footer: undefined,
    });
  });
});
