/**
 * What a merge adds to the winner's own data, and what undoing it takes away again. Pure. The rule: a gap is filled by
 * the first loser who has a value, tags are united, notes are appended. Undoing leaves what the winner would be if this
 * merge had never been, except where somebody changed the value since: people's changes stay.
 */
export interface Profile {
  title: string | null;
  language: string | null;
  companyId: string | null;
  notes: string | null;
  tags: string[];
  fields: Record<string, unknown>;
}

/** What a merge gave, by slot: `title`, `tag vip`, `field contract`, `notes`. */
export type Gift = Record<string, unknown>;

const SCALARS = ['title', 'language', 'companyId'] as const;

/** What the loser gives to the winner: its notes, and what the winner lacks. */
export function giftOf(winner: Profile, loser: Profile): Gift {
  const taken = slotsOf(winner);
  return Object.fromEntries([...slotsOf(loser)].filter(([slot]) => slot === 'notes' || !taken.has(slot)));
}

/** The part of a gift that its giver no longer has, because somebody was taken out of the giver. */
export function lostBy(giver: Profile, gift: Gift): Gift {
  const has = slotsOf(giver);
  return Object.fromEntries(Object.entries(gift).filter(([slot, value]) => !same(has.get(slot), value)));
}

export function give(winner: Profile, gift: Gift): Profile {
  const after: Profile = { ...winner, tags: [...winner.tags], fields: { ...winner.fields } };
  for (const [slot, value] of Object.entries(gift)) put(after, slot, value);
  return after;
}

export interface Giver {
  profile: Profile;
  gift: Gift;
}

/**
 * Takes a gift back. `heirs`: those who gave after it, in their order; the next one who has a value gives it instead.
 * `replaced`: the giver itself, where it stays merged but has changed. Returns the winner, and what each heir gives
 * from now on.
 */
export function takeBack(
  winner: Profile,
  gift: Gift,
  heirs: readonly Giver[],
  replaced?: Profile,
): { profile: Profile; gifts: Gift[]; replacement: Gift } {
  const profile: Profile = { ...winner, tags: [...winner.tags], fields: { ...winner.fields } };
  const line = [...(replaced ? [{ profile: replaced, gift: {} }] : []), ...heirs];
  const gifts: Gift[] = line.map((giver) => ({ ...giver.gift }));
  const present = slotsOf(winner);
  for (const [slot, value] of Object.entries(gift)) {
    if (slot === 'notes') {
      profile.notes = withoutNotes(profile.notes, String(value), heirs, replaced?.notes ?? null);
      if (replaced?.notes) gifts[0]!.notes = replaced.notes;
      continue;
    }
    if (!same(present.get(slot), value)) continue;
    remove(profile, slot);
    const next = line.findIndex((giver) => slotsOf(giver.profile).has(slot));
    if (next === -1) continue;
    const inherited = slotsOf(line[next]!.profile).get(slot);
    put(profile, slot, inherited);
    gifts[next]![slot] = inherited;
  }
  return replaced ? { profile, gifts: gifts.slice(1), replacement: gifts[0]! } : { profile, gifts, replacement: {} };
}

function slotsOf(profile: Profile): Map<string, unknown> {
  const slots = new Map<string, unknown>();
  for (const name of SCALARS) if (profile[name] !== null) slots.set(name, profile[name]);
  if (profile.notes) slots.set('notes', profile.notes);
  for (const tag of profile.tags) slots.set(`tag ${tag}`, true);
  for (const [key, value] of Object.entries(profile.fields)) slots.set(`field ${key}`, value);
  return slots;
}

function put(profile: Profile, slot: string, value: unknown): void {
  if (slot === 'notes') profile.notes = profile.notes ? `${profile.notes}${BETWEEN}${String(value)}` : String(value);
  else if (slot.startsWith('tag ')) profile.tags = [...new Set([...profile.tags, slot.slice(4)])].sort();
  else if (slot.startsWith('field ')) setField(profile, slot.slice(6), value);
  else profile[slot as (typeof SCALARS)[number]] = value as string;
}

function remove(profile: Profile, slot: string): void {
  if (slot.startsWith('tag ')) profile.tags = profile.tags.filter((tag) => tag !== slot.slice(4));
  else if (slot.startsWith('field ')) {
    profile.fields = Object.fromEntries(Object.entries(profile.fields).filter(([key]) => key !== slot.slice(6)));
  } else profile[slot as (typeof SCALARS)[number]] = null;
}

function setField(profile: Profile, key: string, value: unknown): void {
  profile.fields = Object.fromEntries([...Object.entries(profile.fields).filter(([k]) => k !== key), [key, value]]);
}

const BETWEEN = '\n\n';

/**
 * Notes that nobody touched end with the parts that were given, in their order: then exactly this part goes. Otherwise
 * it goes where it still stands as a whole; where somebody wrote into it, it is theirs.
 */
function withoutNotes(
  notes: string | null,
  part: string,
  heirs: readonly Giver[],
  instead: string | null,
): string | null {
  if (notes === null) return null;
  const after = heirs.flatMap(({ gift }) => (typeof gift.notes === 'string' ? [gift.notes] : []));
  const ending = [part, ...after].join(BETWEEN);
  const rest = [...(instead ? [instead] : []), ...after].join(BETWEEN);
  if (notes === ending) return rest || null;
  if (notes.endsWith(BETWEEN + ending)) {
    return notes.slice(0, -ending.length - BETWEEN.length) + (rest && BETWEEN + rest);
  }
  const parts = notes.split(BETWEEN);
  const wanted = part.split(BETWEEN);
  const at = parts.findIndex((_, from) => wanted.every((piece, index) => parts[from + index] === piece));
  if (at === -1) return notes;
  parts.splice(at, wanted.length, ...(instead ? [instead] : []));
  return parts.join(BETWEEN) || null;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
