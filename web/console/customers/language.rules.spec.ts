import { describe, expect, it } from '@jest/globals';
import { languageChoices, languageName } from './language.rules';

describe('names of languages', () => {
  it.each([
    ['pt', 'en', 'Portuguese'],
    ['pt', 'pt-BR', 'Português'],
    ['pt_BR', 'en', 'Brazilian Portuguese'],
    ['xx_!', 'en', 'xx_!'],
  ])('call %s in %s %s', (code, reader, name) => expect(languageName(code, reader)).toBe(name));

  it('offer the one that is chosen, though it is rare', () =>
    expect(languageChoices('en', 'eu')).toContainEqual({ value: 'eu', label: 'Basque' }));
});
