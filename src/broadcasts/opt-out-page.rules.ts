import { escaped, plainPage, type PageLanguage } from '../platform/http/plain-page.js';

/** The page behind the link. Pure. */

export type OptOutLanguage = PageLanguage;

export function optOutLanguage(...wishes: (string | null | undefined)[]): OptOutLanguage {
  for (const wish of wishes) {
    if (/^pt/i.test(wish ?? '')) return 'pt-BR';
    if (/^en/i.test(wish ?? '')) return 'en';
  }
  return 'en';
}

interface Words {
  title: string;
  /** Stands in the message, as the words of the link. */
  foot(company: string): string;
  question(address: string): string;
  more: string;
  out: string;
  done(address: string): string;
  doneMore: string;
  again: string;
  gone: string;
  goneMore: string;
  other: string;
}

export const OPT_OUT_WORDS: Record<OptOutLanguage, Words> = {
  en: {
    title: 'Messages',
    foot: (company) => `You get this as a customer of ${company}. Stop messages like this`,
    question: (address) => `No more news to ${address}?`,
    more: 'Answers to your own questions still reach you.',
    out: 'Stop these messages',
    done: (address) => `No more news goes to ${address}.`,
    doneMore: 'Answers to your own questions still reach you. Was it a mistake?',
    again: 'Send me news again',
    gone: 'This link does not work',
    goneMore: 'It may have been cut off on its way. Use the link in the message, or answer the message and tell us.',
    other: 'Português',
  },
  'pt-BR': {
    title: 'Mensagens',
    foot: (company) => `Você recebe esta mensagem porque é cliente de ${company}. Não receber mais mensagens assim`,
    question: (address) => `Parar de enviar novidades para ${address}?`,
    more: 'As respostas às suas perguntas continuam chegando.',
    out: 'Parar estas mensagens',
    done: (address) => `Não enviaremos mais novidades para ${address}.`,
    doneMore: 'As respostas às suas perguntas continuam chegando. Foi por engano?',
    again: 'Quero receber de novo',
    gone: 'Este link não funciona',
    goneMore: 'Ele pode ter sido cortado no caminho. Use o link da mensagem ou responda a ela e nos avise.',
    other: 'English',
  },
};

export function optOutPage(
  { company, address, out }: { company: string; address: string; out: boolean },
  language: OptOutLanguage,
): string {
  const words = OPT_OUT_WORDS[language];
  const main = out
    ? `<section role="status"><h2>${escaped(words.done(address))}</h2><p>${escaped(words.doneMore)}</p>
       <form method="post"><input type="hidden" name="choice" value="in"><button class="quiet">${escaped(words.again)}</button></form></section>`
    : `<section><h2>${escaped(words.question(address))}</h2><p>${escaped(words.more)}</p>
       <form method="post"><input type="hidden" name="choice" value="out"><button>${escaped(words.out)}</button></form></section>`;
  return frame(company, words, language, main);
}

export function optOutGonePage(company: string, language: OptOutLanguage): string {
  const words = OPT_OUT_WORDS[language];
  return frame(
    company,
    words,
    language,
    `<section><h2>${escaped(words.gone)}</h2><p>${escaped(words.goneMore)}</p></section>`,
  );
}

const frame = (company: string, words: Words, language: OptOutLanguage, main: string): string =>
  plainPage({ company, title: words.title, language, otherLanguage: words.other, main, style: STYLE });

const STYLE = `
h2{font-size:1.25rem;line-height:1.3;margin:.25rem 0 .5rem;text-wrap:balance;overflow-wrap:anywhere}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.2rem}
p{margin:.25rem 0;color:var(--ink-2)}
form{margin:1.1rem 0 0}
`;
