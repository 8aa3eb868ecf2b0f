import type { Dice } from './dice.js';
import { FIRST_NAMES, SURNAMES } from './names.js';
import { greeting, HOUR, hourOf } from './moments.js';

export type Things = Record<string, string>;

/** Who tells the story. */
export interface Subject {
  name: string;
  first: string;
  language: 'pt' | 'en';
  company: { name: string; contract: string; sites: string[] };
}

const MONTHS = {
  pt: [
    'janeiro',
    'fevereiro',
    'março',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

/** The things that one story is about: the same router from its subject to its end. */
export function thingsOf(contact: Subject, at: number, dice: Dice): Things {
  const code = (prefix: string): string => `${prefix}-${dice.between(1_000, 4_999)}`;
  const time = (from: number): string => `${hourOf(from)}h${String(new Date(from).getUTCMinutes()).padStart(2, '0')}`;
  const clock = (from: number): string => (contact.language === 'pt' ? time(from) : time(from).replace('h', ':'));
  const month = (new Date(at).getUTCMonth() + 11) % 12;
  return {
    name: contact.name,
    first: contact.first,
    company: contact.company.name,
    contract: contact.company.contract,
    site: dice.pick(contact.company.sites),
    other: `${dice.pick(FIRST_NAMES)} ${dice.pick(SURNAMES)}`,
    time: clock(at - dice.between(10, 55) * 60_000),
    later: clock(at + dice.between(1, 2) * HOUR),
    month: MONTHS[contact.language][month]!,
    day: String(dice.between(5, 28)),
    router: code('RB'),
    gateway: code('GW'),
    sensor: code('ST'),
    ap: code('AP'),
    part: code('RB'),
    camera: contact.language === 'pt' ? `câmera ${dice.between(1, 16)}` : `camera ${dice.between(1, 16)}`,
    gate:
      contact.language === 'pt'
        ? dice.pick(['doca 3', 'portaria 2', 'porta dos fundos', 'entrada B'])
        : dice.pick(['gate B', 'dock 2', 'the north door']),
    printer: dice.pick(['LX-310', 'TM-T20', 'Laser 4103', 'ZD-220']),
    invoice: `F-${dice.between(3_000, 3_999)}`,
    number: String(dice.between(2, 19)),
    octet: String(dice.between(10, 40)),
    count: String(dice.between(3, 14)),
    temp: (dice.between(38, 79) / 10).toFixed(1).replace('.', contact.language === 'pt' ? ',' : '.'),
    version: `4.${dice.between(1, 6)}`,
    price: String(dice.between(69, 129)),
  };
}

/** Fills in things, and takes one of `{one|another}` ways to say it. */
export function worded(text: string, things: Things, at: number, language: 'pt' | 'en', dice: Dice): string {
  const choose = (template: string): string =>
    template.replace(/\{([^{}]*\|[^{}]*)\}/g, (_, ways: string) => dice.pick(ways.split('|')));
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (whole, name: string) =>
      name === 'greet' ? greeting(at, language) : (things[name] ?? whole),
    );
  // Things first: they may stand within ways to say it.
  return fill(choose(fill(text)));
}
