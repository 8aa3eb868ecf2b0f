import { describe, expect, it } from '@jest/globals';
import type { Notification } from '../../api/notifications.api';
import { countWords, sentenceOf, toneOf } from './sentence.rules';

const ana = { id: '1', name: 'Ana Souza' };
type Parts = Pick<Notification, 'kind' | 'actor' | 'data'>;

describe('the words of a notification', () => {
  it.each<[string, Parts, string, string]>([
    ['a mention', { kind: 'mention', actor: ana, data: {} }, 'mention', 'plain'],
    ['a ticket from a colleague', { kind: 'assigned', actor: ana, data: {} }, 'assigned', 'plain'],
    ['a ticket in turn', { kind: 'assigned', actor: null, data: { how: 'turn' } }, 'assignedInTurn', 'plain'],
    ['a rule’s', { kind: 'assigned', actor: null, data: { how: 'rule', name: 'Lifts' } }, 'assignedByRule', 'plain'],
    ['one of unknown cause', { kind: 'assigned', actor: null, data: {} }, 'assignedAlone', 'plain'],
    ['a warning', { kind: 'promise', actor: null, data: { level: 'used:75' } }, 'promise.soon', 'warn'],
    ['one before', { kind: 'promise', actor: null, data: { level: 'before:10' } }, 'promise.soon', 'warn'],
    ['a breach', { kind: 'promise', actor: null, data: { level: 'breach' } }, 'promise.missed', 'bad'],
    ['a chain', { kind: 'promise', actor: null, data: { level: 'after:15' } }, 'promise.late', 'bad'],
    ['a page', { kind: 'page', actor: null, data: { level: 'after:10' } }, 'page.late', 'bad'],
    ['what a rule says', { kind: 'rule', actor: null, data: { name: 'Lifts' } }, 'rule', 'plain'],
  ])('%s', (_, parts, key, tone) => {
    expect(sentenceOf(parts).key).toBe(key);
    expect(toneOf(parts)).toBe(tone);
  });

  it('fit in a bell', () => {
    expect([1, 99, 100].map(countWords)).toEqual(['1', '99', '99+']);
  });
});
