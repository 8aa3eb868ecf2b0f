import { endStep, isToBeRenewed, tokenStep } from './token.rules.js';

const now = new Date('2026-03-15T12:00:00Z');
const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const seconds = (days: number): number => inDays(days).getTime() / 1000;

describe('a token of Meta', () => {
  it.each([
    ['works without an end', { is_valid: true, expires_at: 0, scopes: ['a', 'b', 'c'] }, 'meta-token-endless', true],
    ['works for a while', { is_valid: true, expires_at: seconds(30), scopes: ['a', 'b'] }, 'meta-token-until', true],
    ['ends soon', { is_valid: true, expires_at: seconds(9), scopes: ['a', 'b'] }, 'meta-token-ends', false],
    ['has ended', { is_valid: true, expires_at: seconds(-1), scopes: ['a', 'b'] }, 'meta-token-ended', false],
    ['was taken back', { is_valid: false, expires_at: 0 }, 'meta-token-over', false],
    ['lacks a right', { is_valid: true, expires_at: 0, scopes: ['a'] }, 'meta-token-scopes', false],
    ['does not tell', { is_valid: true }, 'meta-token-end-unknown', true],
  ])('%s', (_, facts, code, ok) => {
    expect(tokenStep(facts, 'a, b', now)).toMatchObject({ ok, words: { code } });
  });

  it('names the rights that it lacks', () => {
    expect(tokenStep({ is_valid: true, scopes: ['b'] }, 'a, b, c', now).detail).toContain('a, c');
  });

  it.each([
    ['is renewed while nobody knows when it ends', null, true],
    ['is left alone while it is new', inDays(59), false],
    ['is renewed when a third of its time is over', inDays(39), true],
    ['is tried although it has ended', inDays(-1), true],
  ])('that can be renewed %s', (_, end, expected) => expect(isToBeRenewed(end, now)).toBe(expected));

  it('says the day on which it ends', () =>
    expect(endStep(inDays(3), now).words?.values).toEqual({ day: '2026-03-18' }));
});
