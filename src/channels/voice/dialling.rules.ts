import { countryPrefix, international } from '../../customers/phone.rules.js';
import { forbidden, invalid } from '../../platform/http/refusal.js';

/** What Twilio knows a person's browser by: letters, digits and underscores, and nothing that says who they are. */
export const browserIdentity = (userId: string): string => `agent_${userId.replaceAll('-', '')}`;

/** Premium numbers, whoever may be dialled else: they cost by the minute, and are what stolen accounts call. */
const PREMIUM = [/^\+1900/, /^\+1976/, /^\+550?900/, /^\+55(0?300|0?500)/, /^\+449/, /^\+979/, /^\+8[78]\d/];

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
