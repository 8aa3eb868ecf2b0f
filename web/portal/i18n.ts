import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'en' | 'pt-BR';

/** Each language is one file of the build, fetched when it is spoken. */
const CATALOGUES: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('./locales/en.json'),
  'pt-BR': () => import('./locales/pt-BR.json'),
};

const KEPT_UNDER = 'frontdesk.portal.language';

/** Before anybody is signed in: what was last spoken here, else what the browser asks for. */
function firstLanguage(): Language {
  for (const tag of [localStorage.getItem(KEPT_UNDER), ...navigator.languages]) {
    if (tag?.toLowerCase().startsWith('pt')) return 'pt-BR';
    if (tag?.toLowerCase().startsWith('en')) return 'en';
  }
  return 'en';
}

export async function startI18n(): Promise<void> {
  const language = firstLanguage();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: (await CATALOGUES[language]()).default } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(KEPT_UNDER, language);
  if (i18next.language === language) return;
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await CATALOGUES[language]()).default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
