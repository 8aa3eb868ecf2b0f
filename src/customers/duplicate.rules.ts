import { domainOf } from './identity.rules.js';

/** When two contacts look like one person. Conservative and pure: a person decides, with the reasons before them. */
export interface Candidate {
  name: string;
  companyId: string | null;
  identities: readonly { kind: string; value: string }[];
}

export interface Reason {
  code: 'same-address-name' | 'same-number' | 'same-name-company';
  value: string;
}

/** Shared by colleagues or by everybody: says nothing about a person. */
const ROLE_ADDRESSES = new Set(
  `info contact contato contacto contatto sales vendas ventas support suporte soporte help ajuda ayuda hello ola office
   admin administrator administracao adm financeiro finance billing compras rh hr ti it noc sac atendimento comercial
   marketing postmaster webmaster root noreply no-reply nao-responda mail email news newsletter portaria recepcao`.split(
    /\s+/,
  ),
);
const MIN_LOCAL_PART = 4;
const SIMILAR = 0.5;

export function reasonsToMerge(a: Candidate, b: Candidate): Reason[] {
  const reasons: Reason[] = [];
  const local = sharedLocalPart(a, b);
  if (local && similarity(a.name, b.name) >= SIMILAR) reasons.push({ code: 'same-address-name', value: local });
  const number = sharedNumber(a, b);
  if (number) reasons.push({ code: 'same-number', value: number });
  if (a.companyId && a.companyId === b.companyId && isFullName(a.name) && folded(a.name) === folded(b.name)) {
    reasons.push({ code: 'same-name-company', value: b.name });
  }
  return reasons;
}

/** `ana.lima@old.example` and `ana.lima@new.example`. */
function sharedLocalPart(a: Candidate, b: Candidate): string | undefined {
  const theirs = new Set(mails(b).map(localPart));
  return mails(a)
    .map(localPart)
    .find((local) => local.length >= MIN_LOCAL_PART && !ROLE_ADDRESSES.has(local) && theirs.has(local));
}

/** The number as such, and as the id that a messenger made of it. */
function sharedNumber(a: Candidate, b: Candidate): string | undefined {
  const theirs = new Set(numbers(b));
  return numbers(a).find((number) => theirs.has(number));
}

const mails = ({ identities }: Candidate): string[] => identities.filter((i) => i.kind === 'email').map((i) => i.value);
const localPart = (mail: string): string => mail.slice(0, mail.length - domainOf(mail).length - 1);
const numbers = ({ identities }: Candidate): string[] =>
  identities
    .filter((i) => i.kind === 'phone' || (i.kind === 'external' && /^\+?\d{10,15}$/.test(i.value)))
    .map((i) => `+${i.value.replace(/\D/g, '')}`);

const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
/** A first name alone is shared by colleagues. */
const isFullName = (name: string): boolean => folded(name).includes(' ');

/** Share of common words, so that `Lima, Ana` is `Ana Lima` and `Ana L.` is nearly so. */
export function similarity(a: string, b: string): number {
  const [x, y] = [folded(a).split(' '), folded(b).split(' ')];
  const common = x.filter((word) => y.some((other) => other === word || startsLike(word, other))).length;
  return common / Math.max(x.length, y.length);
}

/** An initial stands for the word. */
const startsLike = (a: string, b: string): boolean =>
  (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
