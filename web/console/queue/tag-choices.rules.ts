/** So many are offered at once; who wants another one types of it. */
const OFFERED = 40;

export interface TagChoices {
  toAdd: string[];
  toRemove: { tag: string; count: number }[];
}

/** What can be given to these tickets (also what was typed, where no tag is called so) and what taken from them. */
export function tagChoices(known: readonly string[], rows: readonly { tags: string[] }[], typed: string): TagChoices {
  const wanted = typed.trim().toLowerCase();
  const counts = new Map<string, number>();
  for (const tag of rows.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const fits = (tag: string) => tag.toLowerCase().includes(wanted);
  const all = [...new Set([...known, ...counts.keys()])];
  const missing = all.filter((tag) => fits(tag) && (counts.get(tag) ?? 0) < rows.length);
  const isNew = wanted !== '' && !all.includes(wanted);
  return {
    toAdd: [...(isNew ? [wanted] : []), ...missing].slice(0, OFFERED),
    toRemove: [...counts]
      .filter(([tag]) => fits(tag))
      .map(([tag, count]) => ({ tag, count }))
      .toSorted((a, b) => b.count - a.count || a.tag.localeCompare(b.tag))
      .slice(0, OFFERED),
  };
}
