export const MIN_PASSWORD = 8;
/** Long enough for any passphrase; bounds the work that a stranger can ask of argon2. */
export const MAX_PASSWORD = 200;

export type PasswordFlaw = 'too_short' | 'too_long' | 'common' | 'personal';

/** Length and not being guessable are what counts (NIST SP 800-63B); kinds of characters are not asked for. */
export function flawOf(password: string, person: { email: string; name: string }): PasswordFlaw | undefined {
  if ([...password].length < MIN_PASSWORD) return 'too_short';
  if ([...password].length > MAX_PASSWORD) return 'too_long';
  const plain = password.toLowerCase();
  if (isMonotonous(plain) || COMMON.has(stem(plain))) return 'common';
  const known = [person.email, person.email.split('@')[0] ?? '', person.name, person.name.replaceAll(' ', '')];
  return known.some((word) => word.length > 2 && stem(plain) === stem(word.toLowerCase())) ? 'personal' : undefined;
}

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

/** Stems that lead every list of leaked passwords, in the languages that we speak, and what suits a support desk. */
const COMMON = new Set(
  `password passwort passw0rd pass senha senhas contrasena motdepasse parola mudar mudarsenha trocar welcome bemvindo
   admin administrator administrador root user usuario guest test teste testtest demo default changeme changeit letmein
   login master secret segredo system sistema server service support suporte helpdesk servicedesk frontdesk desk
   company empresa office temp temporary temporaria qwerty qwertyuiop qwertz asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx
   abc abcd abcde abcdef abcabc iloveyou iloveu teamo amor amo princess princesa sunshine shadow football futebol soccer
   baseball basketball superman batman spiderman naruto pokemon dragon monkey tiger hello ola freedom liberdade whatever
   trustno flamengo corinthians palmeiras santos vasco gremio cruzeiro barcelona realmadrid liverpool chelsea arsenal
   brasil brazil america jesus deus familia maria jose joao carlos daniel gabriel michael jordan jennifer jessica ashley
   charlie thomas andrew joshua matthew samsung google facebook linkedin microsoft windows internet computer computador
   starwars matrix killer hunter ranger mustang ferrari mercedes porsche harley summer winter spring autumn verao inverno
   primavera outono january february march april june july august september october november december janeiro fevereiro
   marco abril maio junho julho agosto setembro outubro novembro dezembro monday friday segunda sexta`.split(/\s+/),
);
