/** What a language is called in the reader's own. */
export function languageName(language: string, reader: string): string {
  try {
    const name = new Intl.DisplayNames([reader], { type: 'language' }).of(language.replaceAll('_', '-')) ?? language;
    return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
  } catch {
    return language;
  }
}
