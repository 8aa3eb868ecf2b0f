/** Who reads. What each of them sees is decided here, and only here. */
export type Reader =
  /** Whoever comes by, without an account. */
  | { kind: 'anyone' }
  /** Signed in to the portal; `on`: the day, as `2026-03-15`. */
  | { kind: 'customer'; companyId: string | null; on: string }
  /** Our own people, who may read (`knowledge:read`). */
  | { kind: 'agent' };

export const ANYONE: Reader = { kind: 'anyone' };
export const AGENT: Reader = { kind: 'agent' };

/**
 * What is published for this reader: a condition on `knowledge_articles` under an alias; its values are appended to
 * `parameters`. Drafts are nobody's to read: the console shows them to those who write.
 */
export function visibleTo(reader: Reader, parameters: unknown[], alias = 'a'): string {
  const published = `${alias}.state = 'published'`;
  if (reader.kind === 'agent') return `(${published})`;
  if (reader.kind === 'anyone') return `(${published} and ${alias}.audience = 'public')`;
  if (!reader.companyId) return `(${published} and ${alias}.audience in ('public', 'customers'))`;
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const on = add(reader.on);
  return `(${published} and (${alias}.audience in ('public', 'customers') or (${alias}.audience = 'packages' and exists (
    select from knowledge_article_packages ap join contracts k on k.package_id = ap.package_id
    where ap.article_id = ${alias}.id and k.company_id = ${add(reader.companyId)} and k.state = 'active'
      and k.starts_on <= ${on}::date and (k.ends_on is null or k.ends_on >= ${on}::date)))))`;
}
