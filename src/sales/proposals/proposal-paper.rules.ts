import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { facts, page, section, sums, table } from '../../platform/documents/page.rules.js';
import { day, moment, money, percent } from '../../platform/documents/wording.rules.js';
import type { Proposal } from './proposal.entity.js';
import { discounted, sumsOf } from './proposal.rules.js';
import { PROPOSAL_WORDS } from './proposal-words.rules.js';

export interface PaperFacts {
  proposal: Proposal;
  number: string;
  customer: string;
  title: string;
  company: string;
  zone: string;
  now: Date;
}

/** What it adds up to, line by line; the last one is what counts. */
export function sumLines({ lines, discount, months, currency, language }: Proposal): [string, string][] {
  const words = PROPOSAL_WORDS[language];
  const { month, year, once, total } = sumsOf(lines, discount, months);
  const amount = (minor: number): string => money(minor, currency, language);
  const parts: [string, number][] = [
    [words.everyMonth, month],
    [words.everyYear, year],
    [words.once, once],
  ];
  const some = parts.filter(([, minor]) => minor !== 0).map(([name, minor]): [string, string] => [name, amount(minor)]);
  const whole = months ? words.totalTerm(months) : words.total;
  // One sum that comes once is its own total.
  return some.length === 1 && !months ? [[some[0]![0], some[0]![1]]] : [...some, [whole, amount(total)]];
}

export function unitWords({ period, per }: Proposal['lines'][number], language: Proposal['language']): string {
  const words = PROPOSAL_WORDS[language];
  return [words.units[per], words.periods[period]].filter(Boolean).join(', ');
}

export function paper({ proposal, number, customer, title, company, zone, now }: PaperFacts): TDocumentDefinitions {
  const { language, currency, discount } = proposal;
  const words = PROPOSAL_WORDS[language];
  const amount = (minor: number): string => money(minor, currency, language);
  const begins = proposal.startsOn ? day(proposal.startsOn, language) : words.onAcceptance;
  const content: Content[] = [
    facts([
      [words.for, customer],
      [words.about, title],
      [words.term, proposal.months ? words.months(proposal.months) : ''],
      [words.begins, begins],
      [words.holds, day(proposal.expiresOn, language)],
    ]),
    ...section('', proposal.intro),
    table(
      [
        { title: words.what, width: '*' },
        { title: words.quantity, width: 56, right: true },
        { title: words.price, width: 128, right: true },
        { title: words.sum, width: 84, right: true },
      ],
      proposal.lines.map((line) => {
        const each = discounted(line.amount, discount);
        return [
          line.text,
          String(line.quantity),
          `${amount(each)} ${unitWords(line, language)}`,
          amount(each * line.quantity),
        ];
      }),
    ),
    ...(discount > 0
      ? [{ text: words.discount(percent(discount, language)), color: '#666666', margin: [0, 4, 0, 0] } as Content]
      : []),
    sums(sumLines(proposal)),
    ...(proposal.acceptedAt
      ? [
          {
            text: words.accepted(proposal.acceptedName ?? '', moment(proposal.acceptedAt, zone, language)),
            bold: true,
            margin: [0, 16, 0, 0],
          } as Content,
        ]
      : []),
  ];
  return page({ company, title: `${words.title} ${number}`, now, zone, language }, content);
}
