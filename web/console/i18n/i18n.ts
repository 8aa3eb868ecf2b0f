import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speakOfRefusals } from '../refusals/refusal-words';

export const LANGUAGES = ['en', 'pt-BR'] as const;
export type Language = (typeof LANGUAGES)[number];

type Catalogue = Record<string, unknown>;

/** Each language is one file of the build, fetched when it is spoken. */
const CATALOGUES: Record<Language, () => Promise<{ catalogue: Catalogue }>> = {
  en: () => import('./en.catalogue'),
  'pt-BR': () => import('./pt-br.catalogue'),
};

export const NAMES: Record<Language, string> = { en: 'English', 'pt-BR': 'Português (Brasil)' };

const KEPT_UNDER = 'frontdesk.language';

/** Before anybody is signed in: what was last spoken here, else what the browser asks for. */
export function systemLanguage(): Language {
  const wanted = [localStorage.getItem(KEPT_UNDER), ...navigator.languages];
  for (const tag of wanted) {
    if (tag?.toLowerCase().startsWith('pt')) return 'pt-BR';
    if (tag?.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

export async function startI18n(): Promise<void> {
  const language = systemLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: (await CATALOGUES[language]()).catalogue } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
  void speakOfRefusals(language);
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT_UNDER, language);
  if (i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await CATALOGUES[language]()).catalogue);
  }
  await Promise.all([i18next.changeLanguage(language), speakOfRefusals(language)]);
  document.documentElement.lang = language;
}
