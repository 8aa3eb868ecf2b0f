import { describe, expect, it } from '@jest/globals';
import { goneOf } from './asked.rules';

const part = (name: string, state: 'ringing' | 'joined') => ({ kind: 'agent' as const, userId: name, name, state });

describe('who was asked for a word', () => {
  it('is said to be gone where they declined, or came and left', () => {
    expect(goneOf([part('Rui', 'ringing')], [])).toEqual({ name: 'Rui', came: false });
    expect(goneOf([part('Rui', 'joined')], [])).toEqual({ name: 'Rui', came: true });
  });

  it('is not gone while it rings, or once they have come', () => {
    expect(goneOf([], [])).toBeNull();
    expect(goneOf([part('Rui', 'ringing')], [part('Rui', 'ringing')])).toBeNull();
    expect(goneOf([part('Rui', 'ringing')], [part('Rui', 'joined')])).toBeNull();
  });
});
