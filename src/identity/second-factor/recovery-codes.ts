import { randomInt } from 'node:crypto';

/** No letters or digits that look alike on paper. 30^12 possibilities: as a hash they need no slow function. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz2345678';
const COUNT = 10;

export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: COUNT }, () => `${part()}-${part()}-${part()}`);
}

export const plainCode = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '');

export const isRecoveryCode = (given: string): boolean => plainCode(given).length === 12;
