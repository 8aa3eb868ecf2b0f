import { describe, expect, it } from '@jest/globals';
import { cleaned, KINDS, moved, newKey, newStep } from './flow.rules';

describe('a call flow while it is edited', () => {
  it.each(KINDS)('a new step "%s" names its kind', (kind) => expect(newStep(kind).do).toBe(kind));

  it('a new key is one that is free', () => {
    expect(newKey([newKey([])]).digit).toBe('2');
  });

  it('what is moved past an end stays', () => {
    expect(moved([1, 2], 0, -1)).toEqual([1, 2]);
    expect(moved([1, 2], 0, 1)).toEqual([2, 1]);
  });

  it('a language that was left empty is not sent', () => {
    const step = { do: 'say' as const, prompt: { say: { pt: 'Olá', en: '' }, play: '' } };
    expect(cleaned({ language: 'pt', steps: [step] }).steps[0]!.prompt).toEqual({ say: { pt: 'Olá' } });
  });
});
