import { readPhone } from '../../../customers/phone.rules.js';

/** How networks say that the number was withheld. */
const WITHHELD = new Set([
  'anonymous',
  'restricted',
  'unknown',
  'unavailable',
  'private',
  '+266696687',
  '+86282452253',
]);

/** E.164, a SIP address, or null where it was withheld. */
export function callerOf(from: string | undefined): string | null {
  const given = (from ?? '').trim();
  if (given === '' || WITHHELD.has(given.toLowerCase()) || given.startsWith('sip:anonymous')) return null;
  return given.replace(/^sip:/, '').slice(0, 128);
}

/** Twilio's words for a leg that is over. */
export const isOver = (status: string | undefined): boolean =>
  ['completed', 'busy', 'failed', 'no-answer', 'canceled'].includes(status ?? '');

const WORDS = {
  pt: { call: 'Ligação de', withheld: 'número oculto' },
  en: { call: 'Call from', withheld: 'a withheld number' },
};

export function callText(from: string | null, language: string): string {
  const words = language === 'pt' ? WORDS.pt : WORDS.en;
  return `${words.call} ${from ? (readPhone(from, '')?.display ?? from) : words.withheld}`;
}
