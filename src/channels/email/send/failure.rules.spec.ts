import { classify, outcomesOf, type SmtpProblem } from './failure.rules.js';

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
  const [outcome] = outcomesOf({
    rejectedErrors: [{ recipient: 'a@x.example', message: 'm', response: message, responseCode: 550 }],
  });
  expect(outcome).toMatchObject({ address: 'a@x.example', state: 'rejected', reason: message });
  expect(outcome!.undeliverable ?? false).toBe(undeliverable);
});

it('reads the answer of each recipient by itself', () => {
  const outcomes = outcomesOf({
    accepted: ['ana@x.example', { address: 'rui@x.example' }],
    rejectedErrors: [{ recipient: 'bia@x.example', message: 'm', response: '451 4.7.1 Greylisted', responseCode: 451 }],
  });
  expect(outcomes.map(({ address, state }) => `${address} ${state}`)).toEqual([
    'ana@x.example accepted',
    'rui@x.example accepted',
    'bia@x.example waiting',
  ]);
});
