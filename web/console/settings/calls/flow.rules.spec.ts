import { describe, expect, it } from '@jest/globals';
import { reasonOf, whereOf } from './flow.faults';
import { cleaned, fileOf, KINDS, moved, newKey, newStep, withFile } from './flow.rules';

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

  it('who hangs up without a word says nothing, with one they do', () => {
    const silent = { do: 'hang-up' as const, prompt: { say: { pt: '', en: '' }, play: { pt: '', en: '' } } };
    const polite = { do: 'hang-up' as const, prompt: { say: { pt: 'Até logo', en: '' } } };
    expect(cleaned({ language: 'pt', steps: [silent, polite] }).steps).toEqual([
      { do: 'hang-up' },
      { do: 'hang-up', prompt: { say: { pt: 'Até logo' } } },
    ]);
  });

  it('a file for everybody becomes one for each language when one of them changes', () => {
    const prompt = withFile({ say: {}, play: 'https://files.example/a.mp3' }, 'en', 'https://files.example/b.mp3');
    expect([fileOf(prompt, 'pt'), fileOf(prompt, 'en')]).toEqual([
      'https://files.example/a.mp3',
      'https://files.example/b.mp3',
    ]);
  });

  it('a fault is found by the step, key and branch in which it is', () => {
    const say = { do: 'say' as const, prompt: { say: {} } };
    const menu = { do: 'menu' as const, keys: [{ digit: '7', label: '', steps: [say] }], otherwise: [say] };
    const flow = { language: 'pt' as const, steps: [say, menu] };
    expect(whereOf(flow, 'steps.1.keys.0.steps.0.prompt.say')).toEqual([
      { what: 'step', number: 2, kind: 'menu' },
      { what: 'key', digit: '7' },
      { what: 'step', number: 1, kind: 'say' },
      { what: 'field', name: 'prompt.say' },
    ]);
    expect(whereOf(flow, 'steps.1.otherwise.0')).toEqual([
      { what: 'step', number: 2, kind: 'menu' },
      { what: 'branch', name: 'menu-otherwise' },
      { what: 'step', number: 1, kind: 'say' },
    ]);
    expect(whereOf(flow, 'steps.1.keys.0.label').at(-1)).toEqual({ what: 'field', name: 'label' });
  });

  it('a reason keeps its numbers', () => {
    expect(reasonOf('must be a whole number from 1 to 10')).toEqual({
      key: 'range',
      values: { least: '1', most: '10' },
    });
    expect(reasonOf('is something new')).toBeNull();
  });
});
