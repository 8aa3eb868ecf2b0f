import { countryPrefix, international } from '../../customers/phone.rules.js';
import { forbidden, invalid } from '../../platform/http/refusal.js';

/** What Twilio knows a person's browser by: letters, digits and underscores, and nothing that says who they are. */
export const browserIdentity = (userId: string): string => `agent_${userId.replaceAll('-', '')}`;

/** Premium numbers, whoever may be dialled else: they cost by the minute, and are what stolen accounts call. */
const PREMIUM = [/^\+1900/, /^\+1976/, /^\+550?900/, /^\+55(0?300|0?500)/, /^\+449/, /^\+979/, /^\+8[78]\d/];

/** Whether a line that may call these countries calls there. */
export function mayDial(given: string, own: string, allowed: readonly string[]): boolean {
  try {
    return Boolean(dialable(given, own, allowed));
  } catch {
    return false;
  }
}

/**
 * What a minute to there costs, from beginnings of numbers and their prices such as `+55=0.12`; the longest beginning
 * counts. What nobody has named counts as dear: a limit that forgets a country is none.
 */
export function pricePerMinute(number: string, prices: readonly string[]): number {
  const known = prices
    .map((one) => one.split('='))
    .map(([prefix = '', price = '']) => ({ prefix: prefix.trim(), price: Number(price.trim().replace(',', '.')) }))
    .filter(({ prefix, price }) => prefix !== '' && Number.isFinite(price) && number.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return known[0]?.price ?? UNKNOWN_PRICE;
}
const UNKNOWN_PRICE = 0.5;

/** The number as it is dialled. Refused where this line may not call it; numbers of its own country may be where nothing is said. */
export function dialable(given: string, own: string, allowed: readonly string[]): string {
  const number = international(given);
  if (!number || !countryPrefix(number)) throw invalid('to', 'is not a number that can be called');
  if (PREMIUM.some((range) => range.test(number))) throw forbidden('Premium numbers are not called from here.');
  const prefixes = allowed.length > 0 ? allowed : [countryPrefix(own) ?? own];
  if (!prefixes.some((prefix) => number.startsWith(prefix)))
    throw forbidden('Calls to this country are not allowed on this line.');
  return number;
}
