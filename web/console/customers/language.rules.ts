/** What somebody may be written to in; more come from what customers write. */
const COMMON = ['pt', 'en', 'es', 'fr', 'it', 'de', 'nl', 'pl', 'sv', 'ja', 'zh', 'ar'];

/** As the reader calls it; the code itself where it has no name. */
export function languageName(code: string, reader: string): string {
  const name = nameOf(code, reader) ?? code;
  return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
}

/** To choose from, with the one that is chosen. */
export const languageChoices = (reader: string, chosen?: string): { value: string; label: string }[] =>
  [...new Set([...COMMON, ...(chosen ? [chosen] : [])])]
    .map((value) => ({ value, label: languageName(value, reader) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, reader));

/** What an integration has entered may be no tag that browsers know. */
function nameOf(code: string, reader: string): string | undefined {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(code.replaceAll('_', '-'));
  } catch {
    return undefined;
  }
}
