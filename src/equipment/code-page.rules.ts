import { escaped, plainPage, type PageLanguage } from '../platform/http/plain-page.js';

/** What anybody sees who scans a code and is nobody of ours. Pure. */

interface Words {
  title: string;
  ours(company: string): string;
  what: string;
  customer: string;
  portal: string;
  contact(company: string): string;
  staff: string;
  gone: string;
  goneMore: string;
  other: string;
}

const WORDS: Record<PageLanguage, Words> = {
  en: {
    title: 'Equipment',
    ours: (company) => `This device is looked after by ${company}.`,
    what: 'What to do now',
    customer: 'Does it stand at your company? Sign in and report what is wrong with it:',
    portal: 'to the customer portal',
    contact: (company) =>
      `Have you found it, or no account? Tell ${company} on any line that you know, and say the number above.`,
    staff: 'I work here: sign in',
    gone: 'We do not know this code',
    goneMore: 'It may have been read wrongly. Try again, closer and with more light.',
    other: 'Português',
  },
  'pt-BR': {
    title: 'Equipamento',
    ours: (company) => `Este equipamento é cuidado por ${company}.`,
    what: 'O que fazer agora',
    customer: 'Ele está na sua empresa? Entre e conte o que há de errado com ele:',
    portal: 'ao portal do cliente',
    contact: (company) =>
      `Encontrou o equipamento ou não tem acesso? Fale com ${company} por qualquer canal e informe o número acima.`,
    staff: 'Trabalho aqui: entrar',
    gone: 'Não conhecemos este código',
    goneMore: 'Ele pode ter sido lido errado. Tente de novo, mais perto e com mais luz.',
    other: 'English',
  },
};

export function codeLanguage(...wishes: (string | null | undefined)[]): PageLanguage {
  for (const wish of wishes) {
    if (/^pt/i.test(wish ?? '')) return 'pt-BR';
    if (/^en/i.test(wish ?? '')) return 'en';
  }
  return 'en';
}

/** Both links ask for a sign-in first; the console's then leads to the unit. */
export function codePage(
  company: string,
  { tag, model, code }: { tag: string; model: string; code: string },
  language: PageLanguage,
): string {
  const words = WORDS[language];
  const main = `<section><h2>${escaped(tag)}</h2><p class="model">${escaped(model)}</p><p>${escaped(words.ours(company))}</p>
<h3>${escaped(words.what)}</h3>
<p>${escaped(words.customer)} <a href="/portal/equipment/code/${escaped(code)}">${escaped(words.portal)}</a></p>
<p>${escaped(words.contact(company))}</p>
<p class="staff"><a href="/equipment/code/${escaped(code)}">${escaped(words.staff)}</a></p></section>`;
  return frame(company, words, language, main);
}

export function unknownCodePage(company: string, language: PageLanguage): string {
  const words = WORDS[language];
  const main = `<section><h2>${escaped(words.gone)}</h2><p>${escaped(words.goneMore)}</p></section>`;
  return frame(company, words, language, main);
}

const frame = (company: string, words: Words, language: PageLanguage, main: string): string =>
  plainPage({ company, title: words.title, language, otherLanguage: words.other, main, style: STYLE });

const STYLE = `
h2{font-size:1.6rem;line-height:1.2;margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
h3{font-size:1rem;margin:1.2rem 0 .25rem}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.2rem}
p{margin:.35rem 0;color:var(--ink-2);text-wrap:pretty}
p.model{color:var(--ink);font-weight:600;margin-top:0}
p.staff{margin:1.2rem 0 0;border-top:1px solid var(--line);padding-top:.6rem}
p a{color:var(--accent)}
p.staff a{display:inline-block;padding:.5rem 0}
`;
