/** What may become of an article, in which language it is read, and under which address. Pure. */

export const ARTICLE_STATES = ['draft', 'in_review', 'published', 'archived'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

export const AUDIENCES = ['public', 'customers', 'packages', 'internal'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** How a wording came about. */
export type Change = 'written' | 'restored' | 'imported';

export type Move = 'ask' | 'withdraw' | 'publish' | 'archive' | 'reopen';

/** From which states each is possible. Publishing what is published puts the changes of it before the readers. */
export const MAY: Record<Move, readonly ArticleState[]> = {
  ask: ['draft'],
  withdraw: ['in_review'],
  publish: ['draft', 'in_review', 'published'],
  archive: ['draft', 'in_review', 'published'],
  reopen: ['archived'],
};

export const AFTER: Record<Move, ArticleState> = {
  ask: 'in_review',
  withdraw: 'draft',
  publish: 'published',
  archive: 'archived',
  reopen: 'draft',
};

/** `en`, `pt-BR`, `es`, `fr-CA`. English and Portuguese are one each here, as in the rest of the house. */
export const LANGUAGE = /^[a-z]{2,3}(-[A-Z]{2})?$/;

/** A tag as others write it (`pt_br`, `en-US`) as it is kept; null where it is none. */
export function languageTag(given: string): string | null {
  const [primary = '', region] = given.trim().toLowerCase().split(/[-_]/);
  if (!/^[a-z]{2,3}$/.test(primary)) return null;
  if (primary === 'en') return 'en';
  if (primary === 'pt') return 'pt-BR';
  return region && /^[a-z]{2}$/.test(region) ? `${primary}-${region.toUpperCase()}` : primary;
}

/** Which of the languages there are is shown to who would like this one: it, its sister, the house's, then any. */
export function languageFor(wanted: string, house: string, present: readonly string[]): string | null {
  const sister = present.find((one) => one.slice(0, 2) === wanted.slice(0, 2));
  const sorted = present.toSorted();
  return (
    [wanted, sister, house, sorted.includes('en') ? 'en' : undefined, sorted[0]].find(
      (one) => one !== undefined && present.includes(one),
    ) ?? null
  );
}

export const SLUG = /^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u;
const LONGEST_SLUG = 80;

/** An address that people can read: `Câmera sem imagem?` becomes `camera-sem-imagem`. */
export function slugOf(title: string): string {
  const plain = title
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word.slice(0, LONGEST_SLUG);
    if (longer.length > LONGEST_SLUG) break;
    slug = longer;
  }
  return slug || 'article';
}

/** The first of them that is free: `slug`, `slug-2`, `slug-3`. */
export function freeSlug(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n += 1) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

const LONGEST_SUMMARY = 180;

/** The first words of a text, for lists, where nobody wrote a summary. */
export function firstWords(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= LONGEST_SUMMARY) return flat;
  const cut = flat.slice(0, LONGEST_SUMMARY);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_SUMMARY / 2))}…`;
}

export const normalTags = (tags: readonly string[]): string[] => [
  ...new Set(tags.map((tag) => tag.trim().toLowerCase()).filter(Boolean)),
];
