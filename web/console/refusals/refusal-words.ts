import i18next from 'i18next';
import { ruleOf } from './field-rules';

/** What the server says in English, in another language: by the code of a refusal, or by its very words. */
export interface RefusalWords {
  codes: Record<string, string>;
  fields: Record<string, string>;
}

let known: RefusalWords = { codes: {}, fields: {} };

/** Fetched once somebody speaks the language, apart from the catalogue: nobody waits for it to see a page. */
const LANGUAGES: Record<string, () => Promise<RefusalWords>> = {
  'pt-BR': async () => ({
    codes: (await import('./pt-br.codes')).codes,
    fields: (await import('./pt-br.fields')).fields,
  }),
};

export async function speakOfRefusals(language: string): Promise<void> {
  known = (await LANGUAGES[language]?.()) ?? { codes: {}, fields: {} };
}

/** A whole refusal, where its code has words in the reader's language. */
export const codeWords = (code: string): string | undefined => known.codes[code];

const MISSING = /^there is no such /;

/** What is wrong with one field. English that nobody put into other words is still better than silence. */
export function fieldWords(message: string): string {
  const rule = ruleOf(message);
  if (rule) return i18next.t(`errors.rules.${rule.key}`, rule.values);
  if (known.fields[message]) return known.fields[message];
  if (MISSING.test(message) && i18next.language !== 'en') return i18next.t('errors.rules.gone');
  return message;
}

/** What a form calls the field; a path of the API is no word for a reader. */
export function fieldName(path: string): string | undefined {
  const last =
    path
      .replace(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? '';
  const key = `errors.names.${last}`;
  return last && i18next.exists(key) ? i18next.t(key) : undefined;
}
