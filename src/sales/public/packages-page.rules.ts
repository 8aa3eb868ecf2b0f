import type { PackageView } from '../../contracts/package.dto.js';
import { money } from '../../platform/documents/wording.rules.js';
import { escaped, plainPage, type PageLanguage } from '../../platform/http/plain-page.js';
import { PROPOSAL_WORDS } from '../proposals/proposal-words.rules.js';
import type { FormOutcome } from './contact-form.service.js';

/** What anybody may read of what we sell, and the form by which they ask. Plain HTML that is whole without a script; one of ours offers help articles while somebody writes. Pure. */

interface Words {
  title: string;
  ask: string;
  askHint: string;
  name: string;
  email: string;
  phone: string;
  company: string;
  package: string;
  any: string;
  text: string;
  send: string;
  sent: string;
  sentMore: string;
  incomplete: string;
  again: string;
  slow: string;
  gone: string;
  goneMore: string;
  onRequest: string;
  other: string;
  help: string;
}

const WORDS: Record<PageLanguage, Words> = {
  en: {
    title: 'Packages',
    ask: 'Ask for an offer',
    askHint: 'A person answers you by e-mail or phone. We use what you write only for that.',
    name: 'Your name',
    email: 'E-mail',
    phone: 'Phone (optional)',
    company: 'Company (optional)',
    package: 'What interests you',
    any: 'I do not know yet',
    text: 'What do you need?',
    send: 'Send',
    sent: 'Thank you. We have your message.',
    sentMore: 'Somebody gets in touch with you soon.',
    incomplete: 'Please fill in your name, a valid e-mail address, and what you need.',
    again: 'Please look over the form once more and send it again.',
    slow: 'You sent several messages already. Please try again later.',
    gone: 'There is nothing here',
    goneMore: 'Please get in touch with us directly.',
    onRequest: 'Price on request',
    other: 'Português',
    help: 'This may answer it already',
  },
  'pt-BR': {
    title: 'Pacotes',
    ask: 'Pedir uma proposta',
    askHint: 'Uma pessoa responde por e-mail ou telefone. Usamos seus dados só para isso.',
    name: 'Seu nome',
    email: 'E-mail',
    phone: 'Telefone (opcional)',
    company: 'Empresa (opcional)',
    package: 'O que interessa a você',
    any: 'Ainda não sei',
    text: 'Do que você precisa?',
    send: 'Enviar',
    sent: 'Obrigado. Recebemos sua mensagem.',
    sentMore: 'Alguém entrará em contato em breve.',
    incomplete: 'Preencha seu nome, um e-mail válido e do que você precisa.',
    again: 'Confira o formulário mais uma vez e envie de novo.',
    slow: 'Você já enviou várias mensagens. Tente de novo mais tarde.',
    gone: 'Não há nada aqui',
    goneMore: 'Fale conosco diretamente.',
    onRequest: 'Preço sob consulta',
    other: 'English',
    help: 'Isto talvez já responda',
  },
};

/** The name of the field and what browsers call it. */
const ADDRESS_KIND = 'email';

interface Shown {
  company: string;
  language: PageLanguage;
  packages: PackageView[];
  stamp: string;
  outcome: FormOutcome | 'slow' | null;
  /** What was typed, so that nobody writes it twice. */
  form: Record<string, unknown>;
}

export function packagesPage({ company, language, packages, stamp, outcome, form }: Shown): string {
  const words = WORDS[language];
  if (packages.length === 0) {
    const main = `<section><h2>${escaped(words.gone)}</h2><p>${escaped(words.goneMore)}</p></section>`;
    return plainPage({ company, title: words.title, language, otherLanguage: words.other, main, style: STYLE });
  }
  const value = (name: string): string => (typeof form[name] === 'string' ? escaped(form[name]) : '');
  const field = (name: string, type: string, more = ''): string =>
    `<label>${escaped(words[name as 'name'])}<input name="${name}" type="${type}" value="${value(name)}" ${more}></label>`;
  const told = outcome && outcome !== 'sent' ? `<p role="alert" class="bad">${escaped(words[outcome])}</p>` : '';
  const done =
    outcome === 'sent'
      ? `<section role="status" class="good"><h2>${escaped(words.sent)}</h2><p>${escaped(words.sentMore)}</p></section>`
      : '';
  const main = `${done}<div class="packs">${packages.map((one) => card(one, language)).join('')}</div>
${
  outcome === 'sent'
    ? ''
    : `<section id="ask"><h2>${escaped(words.ask)}</h2><p>${escaped(words.askHint)}</p>${told}
<form method="post" action="#ask"><input type="hidden" name="stamp" value="${escaped(stamp)}">
<div class="trap" aria-hidden="true"><label>Website<input name="website" tabindex="-1" autocomplete="off"></label></div>
${field('name', 'text', 'autocomplete="name" maxlength="200" minlength="2" required')}
${field(ADDRESS_KIND, ADDRESS_KIND, 'autocomplete="email" maxlength="254" required')}
${field('phone', 'tel', 'autocomplete="tel" maxlength="40"')}
${field('company', 'text', 'autocomplete="organization" maxlength="200"')}
<label>${escaped(words.package)}<select name="package"><option value="">${escaped(words.any)}</option>${packages
        .map(
          ({ id, name }) => `<option value="${id}"${form.package === id ? ' selected' : ''}>${escaped(name)}</option>`,
        )
        .join('')}</select></label>
<label>${escaped(words.text)}<textarea name="text" rows="5" maxlength="5000" required>${value('text')}</textarea></label>
<div class="help" data-help="${escaped(words.help)}" aria-live="polite" hidden></div>
<button>${escaped(words.send)}</button></form></section><script src="/help/suggest.js" defer></script>`
}`;
  return plainPage({ company, title: words.title, language, otherLanguage: words.other, main, style: STYLE });
}

function card({ name, about, words: own, prices }: PackageView, language: PageLanguage): string {
  const text = own[language] ?? own.en ?? about ?? '';
  const { periods, units } = PROPOSAL_WORDS[language];
  const shown = prices.filter(({ active }) => active);
  const lines = shown
    .map(
      ({ amount, currency, period, per }) =>
        `<li><b>${escaped(money(amount, currency, language))}</b> ${escaped([units[per], periods[period]].filter(Boolean).join(', '))}</li>`,
    )
    .join('');
  return `<section><h2>${escaped(name)}</h2>${text ? `<p class="words">${escaped(text)}</p>` : ''}<ul>${
    lines || `<li>${escaped(WORDS[language].onRequest)}</li>`
  }</ul></section>`;
}

const STYLE = `
h2{font-size:1.25rem;line-height:1.3;margin:.25rem 0 .5rem;overflow-wrap:anywhere}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.2rem;margin-bottom:.75rem}
/* Side by side where there is room; the form is as wide as people read. */
.packs{display:grid;gap:.75rem;margin-bottom:.75rem}.packs section{margin:0}
@media (min-width:60rem){header,main{max-width:67rem}.packs{grid-template-columns:repeat(auto-fit,minmax(0,21rem));justify-content:center;gap:1rem;margin-bottom:1rem}#ask,.good{max-width:34rem;margin-inline:auto}}
section.good{background:var(--good)}
p{margin:.25rem 0 .75rem;color:var(--ink-2)}p.words{white-space:pre-wrap}
p.bad{background:var(--bad);color:var(--bad-ink);border-radius:8px;padding:.6rem .8rem}
ul{list-style:none;margin:0;padding:0}li{padding:.15rem 0;font-variant-numeric:tabular-nums;color:var(--ink-2)}li b{color:var(--ink)}
label{display:block;margin-bottom:.9rem}
input:not([type=hidden]),textarea,select{display:block;width:100%;min-height:48px;margin-top:.25rem;padding:.7rem;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:var(--ink);font:inherit}
.help{border:1px solid var(--line);border-radius:8px;background:var(--bg);padding:.7rem;margin-bottom:.9rem}.help a{color:var(--accent)}.help li{overflow-wrap:anywhere}
.trap{position:absolute;left:-9999px;height:1px;overflow:hidden}
`;
