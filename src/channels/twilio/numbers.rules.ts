import { readPhone } from '../../customers/phone.rules.js';

/** Digits alone, three to six: networks give them to companies. They are dialled as they are. */
const SHORT = /^\d{3,6}$/;

/** As providers want it: `+` and digits, or a short code. Null where it is neither. */
export function e164(given: string): string | null {
  const text = given.trim();
  if (SHORT.test(text)) return text;
  const phone = /^\+/.test(text) ? readPhone(text, '') : null;
  return phone && /^\+/.test(phone.display) ? `+${phone.display.replace(/\D/g, '')}` : null;
}

/** One line's number, however it is written: with or without Brazil's ninth digit. */
export function sameNumber(a: string, b: string): boolean {
  const key = (number: string): string => readPhone(number, '')?.key ?? number.trim();
  return key(a) === key(b);
}
