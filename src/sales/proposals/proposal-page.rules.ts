import { day, moment, money, percent } from '../../platform/documents/wording.rules.js';
import { escaped, plainPage, type PageLanguage } from '../../platform/http/plain-page.js';
import type { ShownProposal } from './proposal-answers.service.js';
import { sumLines, unitWords } from './proposal-paper.rules.js';
import { discounted } from './proposal.rules.js';
import { PROPOSAL_WORDS } from './proposal-words.rules.js';

/** The page behind a proposal's link: plain HTML, which works without a script. Pure. */

export type ProposalNote = 'asked' | 'expired' | 'closed' | 'nameMissing' | 'questionMissing' | null;

interface Frame {
  company: string;
  zone: string;
  language: PageLanguage;
}

export function proposalPage(shown: ShownProposal, note: ProposalNote, { company, zone, language }: Frame): string {
  const words = PROPOSAL_WORDS[language];
  const { number, customer, title, expired } = shown;
  const proposal = { ...shown.proposal, language };
  const amount = (minor: number): string => escaped(money(minor, proposal.currency, language));
  const facts: [string, string][] = [
    [words.for, customer],
    [words.about, title],
    [words.term, proposal.months ? words.months(proposal.months) : ''],
    [words.begins, proposal.startsOn ? day(proposal.startsOn, language) : words.onAcceptance],
    [words.holds, day(proposal.expiresOn, language)],
  ];
  const main = `
<section><h2>${escaped(`${words.title} ${number}`)}</h2>
<dl>${facts
    .filter(([, value]) => value)
    .map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`)
    .join('')}</dl>
${proposal.intro ? `<p class="intro">${escaped(proposal.intro)}</p>` : ''}</section>
<section class="lines">${proposal.lines
    .map((line) => {
      const each = discounted(line.amount, proposal.discount);
      return `<div><span>${line.quantity > 1 ? `${line.quantity} × ` : ''}${escaped(line.text)}<small>${amount(each)} ${escaped(unitWords(line, language))}</small></span><b>${amount(each * line.quantity)}</b></div>`;
    })
    .join('')}
${proposal.discount > 0 ? `<p>${escaped(words.discount(percent(proposal.discount, language)))}</p>` : ''}
${sumLines(proposal)
  .map(([name, value]) => `<div class="sum"><span>${escaped(name)}</span><b>${escaped(value)}</b></div>`)
  .join('')}</section>
<p><a href="?pdf=1&amp;lang=${language}">${escaped(words.pdf)}</a></p>
${answerPart({ ...shown, proposal }, note, { zone, language, expired })}`;
  return plainPage({ company, title: words.title, language, otherLanguage: words.other, main, style: STYLE });
}

function answerPart(
  { proposal }: ShownProposal,
  note: ProposalNote,
  { zone, language, expired }: { zone: string; language: PageLanguage; expired: boolean },
): string {
  const words = PROPOSAL_WORDS[language];
  if (proposal.state === 'accepted' && proposal.acceptedAt) {
    const by = words.accepted(proposal.acceptedName ?? '', moment(proposal.acceptedAt, zone, language));
    return `<section role="status" class="good"><h2>${escaped(by)}</h2><p>${escaped(words.acceptedMore)}</p></section>`;
  }
  const told =
    note === 'asked'
      ? `<section role="status" class="good"><h2>${escaped(words.asked)}</h2><p>${escaped(words.askedMore)}</p></section>`
      : note && note !== 'expired'
        ? `<section role="alert" class="bad"><p>${escaped(words[note])}</p></section>`
        : '';
  const ask = `<section><details${note === 'questionMissing' ? ' open' : ''}><summary>${escaped(words.ask)}</summary>
<form method="post"><input type="hidden" name="choice" value="ask"><p>${escaped(words.askHint)}</p>
<label>${escaped(words.question)}<textarea name="text" rows="4" maxlength="5000" required></textarea></label>
<button class="quiet">${escaped(words.send)}</button></form></details></section>`;
  if (expired || note === 'expired') {
    return `<section role="status" class="bad"><h2>${escaped(words.expired)}</h2><p>${escaped(words.expiredMore)}</p></section>${ask}`;
  }
  return `${told}<section><form method="post"><input type="hidden" name="choice" value="accept">
<p>${escaped(words.acceptHint)}</p>
<label>${escaped(words.name)}<input name="name" autocomplete="name" maxlength="200" minlength="2" required></label>
<button>${escaped(words.accept)}</button></form></section>${ask}`;
}

export function proposalGonePage({ company, language }: Omit<Frame, 'zone'>): string {
  const words = PROPOSAL_WORDS[language];
  const main = `<section><h2>${escaped(words.gone)}</h2><p>${escaped(words.goneMore)}</p></section>`;
  return plainPage({ company, title: words.title, language, otherLanguage: words.other, main, style: STYLE });
}

const STYLE = `
h2{font-size:1.25rem;line-height:1.3;margin:.25rem 0 .5rem;text-wrap:balance;overflow-wrap:anywhere}
section{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1.2rem;margin-bottom:.75rem}
section.good{background:var(--good)}section.bad{background:var(--bad);color:var(--bad-ink)}section.bad p{color:inherit}
p{margin:.25rem 0 .75rem;color:var(--ink-2)}p.intro{white-space:pre-wrap;color:var(--ink);margin-top:1rem}
a{color:var(--accent)}
dl{margin:0}dl div{display:flex;gap:1rem;padding:.15rem 0}dt{color:var(--ink-2);flex:0 0 7rem}dd{margin:0;overflow-wrap:anywhere}
.lines{padding:.4rem 1.2rem}
.lines div{display:flex;justify-content:space-between;gap:1rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
.lines div:last-child{border-bottom:0}
.lines span{overflow-wrap:anywhere}.lines b{white-space:nowrap;font-variant-numeric:tabular-nums;font-weight:500}.lines small{display:block;color:var(--ink-2)}
.lines .sum{border-bottom:0;padding:.25rem 0}.lines .sum:last-child{font-weight:700;padding-bottom:.6rem}.lines .sum:last-child b{font-weight:700}
label{display:block;margin-bottom:.9rem}
input:not([type=hidden]),textarea{display:block;width:100%;margin-top:.25rem;padding:.7rem;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:var(--ink);font:inherit}
summary{cursor:pointer;color:var(--accent);font-weight:600;min-height:2rem}
`;
