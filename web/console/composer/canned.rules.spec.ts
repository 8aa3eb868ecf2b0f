import { describe, expect, it } from '@jest/globals';
import { triggerIn } from './field';
import { filledIn } from './canned.rules';

const facts = { contact: 'Ana Souza', agent: 'Rui Tanaka', number: 1042 };

describe('a canned reply', () => {
  it.each([
    ['Olá {{contact.firstName}}!', 'Olá Ana!'],
    ['#{{ ticket.number }}, {{agent.name}}', '#1042, Rui Tanaka'],
    ['{{company.name}} and {{unknown}} stay', '{{company.name}} and {{unknown}} stay'],
  ])('%s', (text, expected) => expect(filledIn(text, facts)).toBe(expected));
});

describe('what opens the suggestions', () => {
  it.each([
    ['/', { sign: '/', typed: '' }],
    ['Hello /thx', { sign: '/', typed: 'thx' }],
    ['see https://x.example/path', null],
    ['and/or', null],
    ['@Jú', { sign: '@', typed: 'Jú' }],
    ['ana@x', null],
  ])('%s', (before, expected) => expect(triggerIn(before, true)).toEqual(expected));

  it('mentions nobody to a customer', () => expect(triggerIn('@Ana', false)).toBeNull());
});
