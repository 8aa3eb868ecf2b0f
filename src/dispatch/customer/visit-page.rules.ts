import { escaped, plainPage } from '../../platform/http/plain-page.js';
import type { VisitLinkView } from './visit-link.dto.js';
import { VISIT_WORDS, type PageWords } from './visit-texts.js';

/** The page behind a link. Pure. */

export type PageNote = 'thanks' | 'told' | 'taken' | 'changed' | 'slow';

export function visitPage(visit: VisitLinkView, note: PageNote | null, language: 'en' | 'pt-BR'): string {
  const words = VISIT_WORDS[language];
  const { page } = words;
  const bad = note === 'taken' || note === 'slow';
  const zone = visit.timezone;
  const when = visit.from && visit.until ? words.window({ from: visit.from, until: visit.until, zone }) : null;
  const rows = [
    when && `<p class="when">${escaped(when)}</p>`,
    visit.technicians.length > 0 && `<p>${escaped(words.who(visit.technicians))}</p>`,
    visit.place && `<p>${escaped(words.where(visit.place))}</p>`,
    !when && visit.state === 'proposed' && visit.offers.length === 0 && `<p>${escaped(page.waiting)}</p>`,
  ];
  const main = `
    ${note ? `<p class="note ${bad ? 'bad' : 'good'}" role="status">${escaped(page[note])}</p>` : ''}
    <section>
      <p class="state ${visit.state}">${escaped(page.state[visit.state])}</p>
      <h2>${escaped(words.kinds[visit.kind])} <small>${escaped(visit.ref)}</small></h2>
      ${rows.filter(Boolean).join('\n      ')}
      ${visit.actions.includes('confirm') ? form('confirm', `<button>${escaped(page.confirm)}</button>`) : ''}
    </section>
    ${visit.actions.includes('choose') ? choices(visit, language) : ''}
    ${visit.actions.includes('move') ? moving(page) : ''}
    ${visit.actions.includes('cancel') ? cancelling(page) : ''}
    ${visit.actions.includes('rate') ? rating(page, visit.rating) : ''}`;
  return frame(visit.company, page, language, main);
}

export function gonePage(company: string, language: 'en' | 'pt-BR'): string {
  const { page } = VISIT_WORDS[language];
  return frame(
    company,
    page,
    language,
    `<section><h2>${escaped(page.gone)}</h2><p>${escaped(page.goneMore)}</p></section>`,
  );
}

const form = (action: string, inner: string): string =>
  `<form method="post"><input type="hidden" name="action" value="${action}">${inner}</form>`;

function choices(visit: VisitLinkView, language: 'en' | 'pt-BR'): string {
  const words = VISIT_WORDS[language];
  const one = (offer: VisitLinkView['offers'][number]): string =>
    `<li>${form(
      'choose',
      `<input type="hidden" name="offerId" value="${escaped(offer.id)}">
       <button class="quiet"><span>${escaped(words.window({ ...offer, zone: visit.timezone }))}</span><small>${escaped(words.page.take)}</small></button>`,
    )}</li>`;
  return `<section><h2>${escaped(words.page.choose)}</h2><ul>${visit.offers.map(one).join('')}</ul></section>`;
}

const moving = (page: PageWords): string => `<details><summary>${escaped(page.move)}</summary>
  <p>${escaped(page.moveMore)}</p>
  ${form(
    'move',
    `<label for="wish">${escaped(page.wish)}</label><textarea id="wish" name="text" rows="3" maxlength="1000" required></textarea><button class="quiet">${escaped(page.send)}</button>`,
  )}</details>`;

const cancelling = (page: PageWords): string => `<details><summary>${escaped(page.cancel)}</summary>
  <p>${escaped(page.cancelMore)}</p>
  ${form(
    'cancel',
    `<label for="reason">${escaped(page.reason)}</label><textarea id="reason" name="text" rows="2" maxlength="1000"></textarea><button class="danger">${escaped(page.cancel)}</button>`,
  )}</details>`;

function rating(page: PageWords, given: number | null): string {
  const star = (value: number): string =>
    `<label class="star"><input type="radio" name="rating" value="${value}" required${given === value ? ' checked' : ''}><span>${value}</span></label>`;
  return `<section><h2 id="rate">${escaped(page.rate)}</h2>${form(
    'rate',
    `<div class="stars" role="radiogroup" aria-labelledby="rate">${[1, 2, 3, 4, 5].map(star).join('')}</div>
     <label for="comment">${escaped(page.comment)}</label><textarea id="comment" name="comment" rows="3" maxlength="2000"></textarea>
     <button>${escaped(page.send)}</button>`,
  )}</section>`;
}

const frame = (company: string, page: PageWords, language: 'en' | 'pt-BR', main: string): string =>
  plainPage({ company, title: page.title, language, otherLanguage: page.language, main, style: STYLE });

const STYLE = `
h2{font-size:1.15rem;margin:.25rem 0 .5rem;text-wrap:balance}h2::first-letter{text-transform:uppercase}
small{font-weight:400;color:var(--ink-2)}
section,details,.note{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1rem 1.1rem;margin:0 0 .9rem}
p{margin:.25rem 0}.when{font-size:1.3rem;font-weight:600;line-height:1.3;text-wrap:balance}.when::first-letter{text-transform:uppercase}
.state{display:inline-block;font-size:.85rem;font-weight:600;color:var(--accent);background:var(--good);border-radius:99px;padding:.1rem .7rem}
.state.cancelled,.state.could_not{color:var(--bad-ink);background:var(--bad)}
.note{font-weight:600}.note.good{background:var(--good)}.note.bad{background:var(--bad);color:var(--bad-ink)}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
form{margin:.6rem 0 0}li form{margin:0}
button.quiet{display:flex;justify-content:space-between;align-items:center;gap:1rem;text-align:left}
button.quiet:not(:has(span)){justify-content:center}
button.danger{background:transparent;border-color:var(--bad-ink);color:var(--bad-ink)}
button span::first-letter{text-transform:uppercase}
summary{cursor:pointer;font-weight:600;min-height:28px}
label{display:block;margin:.6rem 0 .25rem;color:var(--ink-2);font-size:.92rem}
textarea{width:100%;border:1px solid var(--line);border-radius:10px;background:var(--bg);color:inherit;font:inherit;padding:.6rem;margin-bottom:.6rem}
.stars{display:grid;grid-template-columns:repeat(5,1fr);gap:.5rem}
.star{margin:0;position:relative}.star input{position:absolute;inset:0;opacity:0;width:100%;height:100%;cursor:pointer}
.star span{display:grid;place-items:center;min-height:48px;border:1px solid var(--line);border-radius:10px;font-size:1.1rem;font-weight:600;color:var(--ink)}
.star input:checked+span{background:var(--accent);border-color:var(--accent);color:var(--on)}
.star input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
`;
