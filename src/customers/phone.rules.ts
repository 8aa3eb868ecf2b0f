import { createRequire } from 'node:module';
import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type MetadataJson,
} from 'libphonenumber-js/core';

/** Not by the package's own entry: it imports JSON without an attribute, of which Jest warns in every test file. */
const PLANS = createRequire(import.meta.url)('libphonenumber-js/metadata.min.json') as MetadataJson;

export interface Phone {
  /** What is compared: the same for every way in which networks and people write one line's number. */
  key: string;
  /** What is shown and dialled. */
  display: string;
}

/**
 * Reads a number as people and providers write it; without a country code it belongs to `country`. Null where it
 * cannot be a number. What a country's plan does not know (short codes, new ranges) is compared by its digits.
 */
export function readPhone(given: string, country: string): Phone | null {
  const text = given.trim().replace(/^tel:/i, '');
  if (!/\d/.test(text) || /[^\d\s()+.\-/*#x;=a-z]/i.test(text)) return null;
  const parsed = isSupportedCountry(country as CountryCode, PLANS)
    ? parsePhoneNumberFromString(dialled(text), country as CountryCode, PLANS)
    : parsePhoneNumberFromString(dialled(text), PLANS);
  if (parsed?.isPossible()) {
    const extension = parsed.ext ? `;ext=${parsed.ext}` : '';
    return {
      key: `+${parsed.countryCallingCode}${comparable(parsed.countryCallingCode, parsed.nationalNumber)}${extension}`,
      display: parsed.format('INTERNATIONAL'),
    };
  }
  const digits = text.replace(/\D/g, '');
  return digits.length >= 3 && digits.length <= 15 && !/[a-z]/i.test(text) ? { key: digits, display: text } : null;
}

/** `+` and digits, as networks dial it, however it was written. Null where it is no international number. */
export function international(given: string): string | null {
  const number = given.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** With what numbers of the same country begin, such as `+351`. Null where no plan knows the number. */
export function countryPrefix(number: string): string | null {
  const parsed = parsePhoneNumberFromString(number, PLANS);
  return parsed ? `+${parsed.countryCallingCode}` : null;
}

/** What somebody dials on a telephone that has this number: without a country code it is their own country's. */
export function dialledFrom(own: string, digits: string): string | null {
  const country = parsePhoneNumberFromString(own, PLANS)?.country;
  const text = digits.replace(/^00/, '+');
  return parsePhoneNumberFromString(text, { defaultCountry: country }, PLANS)?.number ?? null;
}

/** Mexico dropped the 1 before mobile numbers called from abroad in 2019; networks still send it, and the plan forgot it. */
function dialled(text: string): string {
  const [, rest] = /^\+521(\d{10})$/.exec(text.replace(/[\s().-]/g, '')) ?? [];
  return rest ? `+52${rest}` : text;
}

/**
 * The digits without those that a reform or a network adds: Brazil's ninth digit before an old mobile number (WhatsApp
 * ids of older accounts lack it), Argentina's 9 before mobile numbers called from abroad.
 */
function comparable(callingCode: string, national: string): string {
  if (callingCode === '55') return national.replace(/^(\d\d)9([6-9]\d{7})$/, '$1$2');
  if (callingCode === '54') return national.replace(/^9(\d{10})$/, '$1');
  return national;
}
