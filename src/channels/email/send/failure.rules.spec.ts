import { classify, type SmtpProblem } from './failure.rules.js';

const problem = (more: Partial<SmtpProblem>): SmtpProblem => ({ message: 'm', stage: 'before-data', ...more });

it.each<[string, Partial<SmtpProblem>, string]>([
  ['the server was not reached', { code: 'ECONNECTION' }, 'passing'],
  ['its name is not known', { code: 'EDNS' }, 'passing'],
  ['it asked to come back', { responseCode: 451 }, 'passing'],
  ['it asked to come back after the data', { responseCode: 452, stage: 'data-complete' }, 'passing'],
  ['it refused the recipient', { responseCode: 550, code: 'EENVELOPE' }, 'permanent'],
  ['it refused the content', { responseCode: 554, stage: 'data-complete' }, 'permanent'],
  ['it refused the sign-in', { responseCode: 535, code: 'EAUTH' }, 'passing'],
  ['the connection broke within the data', { code: 'ECONNECTION', stage: 'data-begun' }, 'passing'],
  ['the connection broke after the data', { code: 'ECONNECTION', stage: 'data-complete' }, 'unknown'],
  ['nobody answered after the data', { code: 'ETIMEDOUT', stage: 'data-complete' }, 'unknown'],
])('%s', (_, more, kind) => {
  expect(classify(problem(more)).kind).toBe(kind);
});

it.each([
  ['550 5.1.1 user unknown', true],
  ['550 5.7.1 blocked', false],
  ['552 5.2.2 mailbox full', false],
])('%s means that the address does not exist: %s', (message, undeliverable) => {
  expect(classify(problem({ message, responseCode: 550, code: 'EENVELOPE' })).undeliverable).toBe(undeliverable);
});
