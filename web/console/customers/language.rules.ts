/** What somebody may be written to in; more come from what customers write. */
const COMMON = ['pt', 'en', 'es', 'fr', 'it', 'de', 'nl', 'pl', 'sv', 'ja', 'zh', 'ar'];

/** As the reader calls it. What an integration has entered may be no tag that browsers know: it stands as it is. */
export function languageName(code: string, reader: string): string {
  try {
    const name = new Intl.DisplayNames([reader], { type: 'language' }).of(code.replaceAll('_', '-')) ?? code;
    return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
  } catch {
    return code;
  }
}

/** To choose from, with the one that is chosen. */
export const languageChoices = (reader: string, chosen?: string): { value: string; label: string }[] =>
  [...new Set([...COMMON, ...(chosen ? [chosen] : [])])]
    .map((value) => ({ value, label: languageName(value, reader) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, reader));
