import { COMMON_PASSWORDS } from './common-passwords.js';

export const MIN_PASSWORD = 8;
/** Long enough for any passphrase; bounds the work that a stranger can ask of argon2. */
export const MAX_PASSWORD = 200;

export type PasswordFlaw = 'too_short' | 'too_long' | 'common' | 'personal';

/** Length and not being guessable are what counts (NIST SP 800-63B); kinds of characters are not asked for. */
export function flawOf(password: string, person: { email: string; name: string }): PasswordFlaw | undefined {
  if ([...password].length < MIN_PASSWORD) return 'too_short';
  if ([...password].length > MAX_PASSWORD) return 'too_long';
  const plain = unaccented(password.toLowerCase());
  if (isMonotonous(plain) || isDate(plain) || isCommon(plain)) return 'common';
  const known = [person.email, person.email.split('@')[0] ?? '', person.name, person.name.replaceAll(' ', '')];
  const itself = stem(plain);
  return known.some((word) => word.length > 2 && itself === stem(unaccented(word.toLowerCase())))
    ? 'personal'
    : undefined;
}

/** In the list as it stands or behind its disguise; twice in a row; or what is loved, wanted and owned. */
function isCommon(plain: string): boolean {
  const word = stem(plain);
  const half = word.slice(0, word.length / 2);
  const owned = /^(?:ilove|iloveu|my|the|meu|minha|mi|te?amo)(.{3,})$/.exec(word)?.[1];
  return [plain, word, half + half === word ? half : '', owned ?? ''].some((form) => COMMON_PASSWORDS.has(form));
}

/** A day of the last and of this century, written in any order: every birthday is among 40,000 such. */
function isDate(plain: string): boolean {
  const digits = plain.replace(/[./-]/g, '');
  const day = '(?:0[1-9]|[12]\\d|3[01])';
  const month = '(?:0[1-9]|1[0-2])';
  const year = '(?:19|20)\\d\\d';
  return new RegExp(`^(?:${day}${month}${year}|${month}${day}${year}|${year}${month}${day})$`).test(digits);
}

const unaccented = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** `Password123!` is `password` to everybody who guesses: digits and signs around it, and letters drawn as digits. */
function stem(plain: string): string {
  const bare = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [...(bare || plain)].map((c) => DRAWN[c] ?? c).join('');
}

const DRAWN: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

/** One character again and again, or a run along the alphabet, the digits or the keyboard. */
function isMonotonous(plain: string): boolean {
  if (new Set(plain).size <= 2) return true;
  return RUNS.some((run) => run.includes(plain) || [...run].reverse().join('').includes(plain));
}

const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6z7u8i9o0p',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn',
];
