import { describe, expect, it } from '@jest/globals';
import { letterOf, type LetterFacts } from './notification.letters.js';

const FACTS: LetterFacts = {
  kind: 'mention',
  data: { text: 'Can you look?' },
  actor: 'Ana Souza',
  ticket: { number: 42, subject: 'The lift' },
  due: null,
  link: 'https://desk.example/tickets/42',
  choices: 'https://desk.example/settings/profile',
};
const AT = '17 Nov 2026, 14:10';

describe('a mail about a notification', () => {
  it.each<[string, Partial<LetterFacts>, string, string]>([
    ['a mention', {}, 'Ana Souza mentioned you in #42 The lift', 'Ana Souza mencionou você em #42 The lift'],
    [
      'a report to look at',
      { kind: 'report', ticket: null, data: { report: { number: 7, title: 'Uptime', moment: 'report.submitted' } } },
      'Please look at R7 Uptime',
      'Revise, por favor: R7 Uptime',
    ],
    [
      'a ticket that somebody gave',
      { kind: 'assigned', data: {} },
      'Ana Souza gave you #42 The lift',
      'Ana Souza passou para você #42 The lift',
    ],
    [
      'what a customer said',
      { kind: 'answer', data: { name: 'Bia Campos', text: 'Still dark' }, actor: null },
      'Bia Campos wrote: #42 The lift',
      'Bia Campos escreveu: #42 The lift',
    ],
    [
      'a ticket that a rule gave',
      { kind: 'assigned', data: { how: 'rule', name: 'Lifts' }, actor: null },
      'You were given #42 The lift',
      'Você recebeu #42 The lift',
    ],
    [
      'a promise that is due soon',
      { kind: 'promise', data: { target: 'resolution', level: 'used:75' }, due: AT },
      'Resolution is due soon: #42 The lift',
      'Solução vence em breve: #42 The lift',
    ],
    [
      'a promise that was missed',
      { kind: 'promise', data: { target: 'first_response', level: 'breach' }, due: AT },
      'First response was missed: #42 The lift',
      'Primeira resposta fora do prazo: #42 The lift',
    ],
    [
      'a page',
      { kind: 'page', data: { target: 'first_response', level: 'after:10', by: 'call' }, due: AT },
      'You are called. First response is late: #42 The lift',
      'Você está sendo chamado. Primeira resposta em atraso: #42 The lift',
    ],
    ['what a rule says', { kind: 'rule', data: { name: 'Lifts', text: 'Look.' } }, '#42 The lift', '#42 The lift'],
  ])('names %s in its subject, in both languages', (_, facts, english, portuguese) => {
    expect(letterOf('en', { ...FACTS, ...facts }).subject).toBe(english);
    expect(letterOf('pt-BR', { ...FACTS, ...facts }).subject).toBe(portuguese);
  });

  it('says what it is about, and leads to the ticket and to the choices', () => {
    const facts = { ...FACTS, kind: 'assigned' as const, actor: null, data: { how: 'rule' as const, name: 'Lifts' } };

    expect(letterOf('en', facts).text).toBe(
      'By the rule “Lifts”.\n\nOpen the ticket:\nhttps://desk.example/tickets/42\n\n' +
        'Choose what comes by mail:\nhttps://desk.example/settings/profile\n',
    );
  });

  it('leaves no gap where there is nothing more to say', () => {
    expect(letterOf('en', { ...FACTS, kind: 'assigned', data: {} }).text).toMatch(/^Open the ticket:\n/);
  });
});
