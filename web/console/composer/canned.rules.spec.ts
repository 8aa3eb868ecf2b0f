import { describe, expect, it } from '@jest/globals';
import { triggerIn } from './field';
import { filledIn } from './canned.rules';

const facts = { contact: 'Ana Souza', agent: 'Rui Tanaka', number: 1042, subject: 'The lift' };

describe('a canned reply', () => {
  it.each([
    ['Olá {{customer.first_name}}!', 'Olá Ana!'],
    ['Olá {{contact.firstName}}, as older ones say', 'Olá Ana, as older ones say'],
    ['#{{ ticket.number }} {{ticket.subject}}, {{agent.name}}', '#1042 The lift, Rui Tanaka'],
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
