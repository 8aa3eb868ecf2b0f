import {
  afterBounce,
  givenUp,
  reached,
  verdictOf,
  withOutcomes,
  type RecipientOutcome,
} from './recipient-outcome.rules.js';

const ana = (state: RecipientOutcome['state'], reason?: string): RecipientOutcome => ({
  address: 'ana@x.example',
  state,
  ...(reason && { reason }),
});
const rui = (state: RecipientOutcome['state']): RecipientOutcome => ({ address: 'rui@x.example', state });

it.each<[string, RecipientOutcome[], string]>([
  ['nobody refused', [ana('accepted'), rui('accepted')], 'sent'],
  ['one refused', [ana('accepted'), rui('rejected')], 'sent'],
  ['all refused', [ana('rejected'), rui('rejected')], 'failed'],
  ['one is to be tried again', [ana('accepted'), rui('waiting')], 'queued'],
  ['one refused, one is to be tried again', [ana('rejected'), rui('waiting')], 'queued'],
  ['the channel tells nothing of recipients', [], 'sent'],
])('where %s', (_, outcomes, state) => {
  expect(verdictOf(outcomes).state).toBe(state);
});

it('says whom it did not reach, and why', () => {
  expect(verdictOf([ana('rejected', '550 No'), rui('accepted')]).error).toBe('ana@x.example: 550 No');
  expect(verdictOf([ana('accepted')]).error).toBeNull();
});

it('lets the newest word count, however the address is spelt', () => {
  const now = withOutcomes([ana('waiting'), rui('accepted')], [{ address: 'ANA@x.example', state: 'accepted' }]);
  expect(reached(now).sort()).toEqual(['ANA@x.example', 'rui@x.example']);
});

it('fails those who were tried to the end, and nobody else', () => {
  expect(givenUp([ana('waiting', '451'), rui('accepted')])).toEqual([ana('rejected', '451'), rui('accepted')]);
});

it('takes a bounce for the one it names', () => {
  const after = afterBounce(['ana@x.example', 'rui@x.example'], [], { address: 'Ana@x.example', reason: '5.1.1' });
  expect(verdictOf(after)).toEqual({ state: 'sent', error: 'Ana@x.example: 5.1.1' });
  const both = afterBounce(['ana@x.example', 'rui@x.example'], after, { address: 'rui@x.example' });
  expect(verdictOf(both).state).toBe('failed');
});
