import type { PageLanguage } from '../../platform/http/plain-page.js';

/** What the pages of the help centre say beside the articles. */
export interface HelpWords {
  title: string;
  ask: string;
  search: string;
  popular: string;
  others: string;
  articles: (count: number) => string;
  nothing: string;
  nothingMore: string;
  found: (count: number, q: string) => string;
  notFound: string;
  notFoundMore: (q: string) => string;
  gone: string;
  goneMore: string;
  home: string;
  skip: string;
  updated: (day: string) => string;
  otherLanguage: (language: string) => string;
  helped: string;
  yes: string;
  no: string;
  thanks: string;
  more: string;
  missing: string;
  send: string;
  heard: string;
  slow: string;
  stillStuck: string;
  contact: string;
  signIn: string;
  language: string;
}

export const HELP_WORDS: Record<PageLanguage, HelpWords> = {
  en: {
    title: 'Help centre',
    ask: 'How can we help?',
    search: 'Search',
    popular: 'Read most',
    others: 'More articles',
    articles: (count) => (count === 1 ? '1 article' : `${count} articles`),
    nothing: 'There are no articles yet',
    nothingMore: 'Please get in touch with us directly.',
    found: (count, q) => (count === 1 ? `1 article about “${q}”` : `${count} articles about “${q}”`),
    notFound: 'We found nothing',
    notFoundMore: (q) => `No article is about “${q}”. Try other or fewer words, or write to us.`,
    gone: 'There is nothing here',
    goneMore: 'The page was moved or does not exist. Search, or begin at the first page.',
    home: 'Help centre',
    skip: 'Skip to the text',
    updated: (day) => `Updated on ${day}`,
    otherLanguage: (language) => `This article is not available in English yet. You read it in ${language}.`,
    helped: 'Did this help?',
    yes: 'Yes',
    no: 'No',
    thanks: 'Thank you for telling us.',
    more: 'Would you like to say what helped?',
    missing: 'What was missing?',
    send: 'Send',
    heard: 'Thank you. We read every word.',
    slow: 'That was a lot at once. Please try again later.',
    stillStuck: 'Still stuck?',
    contact: 'Write to us',
    signIn: 'Customer portal',
    language: 'Language',
  },
  'pt-BR': {
    title: 'Central de ajuda',
    ask: 'Como podemos ajudar?',
    search: 'Buscar',
    popular: 'Mais lidos',
    others: 'Mais artigos',
    articles: (count) => (count === 1 ? '1 artigo' : `${count} artigos`),
    nothing: 'Ainda não há artigos',
    nothingMore: 'Fale conosco diretamente.',
    found: (count, q) => (count === 1 ? `1 artigo sobre “${q}”` : `${count} artigos sobre “${q}”`),
    notFound: 'Não encontramos nada',
    notFoundMore: (q) => `Nenhum artigo trata de “${q}”. Tente outras palavras, ou menos, ou escreva para nós.`,
    gone: 'Não há nada aqui',
    goneMore: 'A página mudou de lugar ou não existe. Busque, ou comece pela primeira página.',
    home: 'Central de ajuda',
    skip: 'Pular para o texto',
    updated: (day) => `Atualizado em ${day}`,
    otherLanguage: (language) => `Este artigo ainda não está disponível em português. Você o lê em ${language}.`,
    helped: 'Isto ajudou?',
    yes: 'Sim',
    no: 'Não',
    thanks: 'Obrigado por nos contar.',
    more: 'Quer dizer o que ajudou?',
    missing: 'O que faltou?',
    send: 'Enviar',
    heard: 'Obrigado. Lemos cada palavra.',
    slow: 'Foi muita coisa de uma vez. Tente de novo mais tarde.',
    stillStuck: 'Não resolveu?',
    contact: 'Escreva para nós',
    signIn: 'Portal do cliente',
    language: 'Idioma',
  },
};

/** In which of our own languages a page in any language speaks. */
export const ownLanguage = (language: string): PageLanguage => (language.startsWith('pt') ? 'pt-BR' : 'en');

/** A language in its own words: `Português`. */
export function nameOf(language: string, inLanguage = language): string {
  const name = new Intl.DisplayNames([inLanguage, 'en'], { type: 'language', languageDisplay: 'standard' }).of(
    language === 'pt-BR' ? 'pt' : language,
  );
  return name ? name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1) : language;
}
