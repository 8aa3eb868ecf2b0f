/** Ids are compared byte by byte inside the angle brackets; white space that folding put there is not part of them. */
export function messageIdsIn(header: string | undefined): string[] {
  if (!header) return [];
  const ids: string[] = [];
  for (const match of header.slice(0, MAX_HEADER).matchAll(/<([^<>]{1,995})>/g)) {
    const id = match[1]!.replace(/\s+/g, '');
    if (id) ids.push(id);
  }
  if (ids.length > 0) return ids;
  // Some programs forget the brackets.
  return header
    .slice(0, MAX_HEADER)
    .split(/[\s,]+/)
    .filter((part) => /^[^\s<>@]+@[^\s<>@]+$/.test(part));
}

const MAX_HEADER = 64_000;
