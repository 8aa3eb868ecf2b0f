import en from './locales/en.json';
import ptBr from './locales/pt-BR.json';

type Texts = typeof en;
type Stem<K> = K extends `${infer Name}_other` ? Name : K extends `${string}_one` ? never : K;
export type Word = Stem<keyof Texts>;
export type Language = 'en' | 'pt-BR';

const CATALOGUES: Readonly<Record<Language, Texts>> = { en, 'pt-BR': ptBr };
/** The console keeps the choice there too: one choice for one person’s browser. */
const KEPT_UNDER = 'frontdesk.language';

let spoken: Language = 'en';

export function chooseLanguage(): void {
  const wanted = [localStorage.getItem(KEPT_UNDER), ...navigator.languages];
  const found = wanted.find((one) => one && /^(en|pt)/i.test(one));
  spoken = found && /^pt/i.test(found) ? 'pt-BR' : 'en';
  document.documentElement.lang = spoken;
}

export function speak(language: Language): void {
  localStorage.setItem(KEPT_UNDER, language);
  chooseLanguage();
}

export const language = (): Language => spoken;

/** The text of this name; `n` chooses between one and many. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  const texts: Record<string, string | undefined> = CATALOGUES[spoken];
  const many = typeof values.n === 'number' ? new Intl.PluralRules(spoken).select(values.n) : 'other';
  const text = texts[word] ?? texts[`${word}_${many}`] ?? texts[`${word}_other`] ?? word;
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A word whose name is put together; unknown ones fall back to `otherwise`. */
export const tOf = (name: string, otherwise: Word): string => (name in CATALOGUES.en ? t(name as Word) : t(otherwise));

export function clock(at: string | number, zone: string): string {
  return new Intl.DateTimeFormat(spoken === 'en' ? 'en-GB' : spoken, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(at));
}

export function dateOf(at: string, zone: string): string {
  return new Intl.DateTimeFormat(spoken === 'en' ? 'en-GB' : spoken, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  })
    .format(new Date(at))
    .replace(',', '');
}

export function duration(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 60) return t('min', { n: whole });
  return t('hours', { h: Math.floor(whole / 60), m: String(whole % 60).padStart(2, '0') });
}

export const kilometres = (n: number): string =>
  t('km', { n: new Intl.NumberFormat(spoken, { maximumFractionDigits: n < 10 ? 1 : 0 }).format(n) });
