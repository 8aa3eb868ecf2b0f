import { forbidden, invalid, type Refusal } from '../../platform/http/refusal.js';

/** What Twilio knows a person's browser by: letters, digits and underscores, and nothing that says who they are. */
export const browserIdentity = (userId: string): string => `agent_${userId.replaceAll('-', '')}`;

/** Premium numbers, whoever may be dialled else: they cost by the minute, and are what stolen accounts call. */
const PREMIUM = [/^\+1900/, /^\+1976/, /^\+550?900/, /^\+55(0?300|0?500)/, /^\+449/, /^\+979/, /^\+8[78]\d/];

/** Null where it may be dialled. Numbers in the country of the line where nothing is said. */
export function dialRefusal(
  to: string,
  own: string,
  allowed: readonly string[],
  isPossible: (number: string) => boolean,
): Refusal | null {
  if (!/^\+[1-9]\d{6,14}$/.test(to) || !isPossible(to)) return invalid('to', 'is not a number that can be called');
  if (PREMIUM.some((range) => range.test(to))) return forbidden('Premium numbers are not called from here.');
  const prefixes = allowed.length > 0 ? allowed : [countryCode(own)];
  return prefixes.some((prefix) => to.startsWith(prefix))
    ? null
    : forbidden('Calls to this country are not allowed on this line.');
}

/** As far as it matters here: zones 1 and 7 have one digit, the rest two or three, of which two narrow it enough. */
const countryCode = (number: string): string => (/^\+[17]/.test(number) ? number.slice(0, 2) : number.slice(0, 3));
