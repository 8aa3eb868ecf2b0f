import { describe, expect, it } from '@jest/globals';
import { hasFilter, nextLanguage, tidied, emptyDraft, withVariable } from './draft.rules';

describe('a draft of a message to many', () => {
  it('sends no empty filters', () => {
    const draft = {
      ...emptyDraft('en', null),
      name: ' News ',
      audience: { filters: { tags: [], languages: ['pt'], everybody: false } },
    };

    expect(tidied(draft)).toMatchObject({ name: 'News', audience: { filters: { languages: ['pt'] } } });
    expect(tidied(draft).audience.filters).not.toHaveProperty('tags');
  });

  it('keeps a list of contacts apart from filters', () => {
    expect(tidied(emptyDraft('en', '1')).audience).toEqual({ contactIds: ['1'] });
  });

  it.each([
    [{}, false],
    [{ everybody: true }, false],
    [{ tags: [] }, false],
    [{ tags: ['vip'] }, true],
    [{ fields: [{ target: 'contact' as const, key: '', value: '' }] }, false],
  ])('knows whether %j chooses anybody', (filters, expected) => {
    expect(hasFilter(filters)).toBe(expected);
  });

  it('proposes a language that is not there yet', () => {
    expect(nextLanguage([{ language: 'pt-BR', text: '' }])).toBe('en');
  });

  it('puts a variable over what is selected', () => {
    expect(withVariable('Hi you!', 'customer.name', 3, 6)).toEqual({ text: 'Hi {{customer.name}}!', at: 20 });
  });
});
