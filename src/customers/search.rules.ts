import { readPhone } from './phone.rules.js';

/** A LIKE pattern that finds the text anywhere, whatever wildcards it holds. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Patterns under which an identity may be found by what somebody types: a piece of an address, a number in any form. */
export function identityPatterns(q: string, country: string): string[] {
  const text = q.trim().toLowerCase();
  const patterns = [anywhere(text)];
  const digits = text.replace(/\D/g, '');
  if (digits.length >= 4 && !/[a-z@]/.test(text)) {
    patterns.push(anywhere(digits));
    const phone = readPhone(text, country);
    if (phone) patterns.push(anywhere(phone.key));
    // The ninth digit is not compared, so it must not be searched for.
    if (/^9[6-9]\d{7}$/.test(digits)) patterns.push(anywhere(digits.slice(1)));
  }
  return patterns;
}
