/** Who gets a ticket, and why. Pure: people, the ticket and the time in, a decision with its reasons out. */

export const STRATEGIES = ['manual', 'round_robin', 'least_busy', 'longest_idle'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Skill and level, from 1 (knows it) to 5 (teaches it). */
export type Skills = Readonly<Record<string, number>>;

export interface Candidate {
  id: string;
  name: string;
  online: boolean;
  onlineSince: Date;
  lastAssignedAt: Date | null;
  freedAt: Date | null;
  /** Per cent of a person's attention: what their work takes now, and the most it may. */
  load: number;
  most: number;
  skills: Skills;
  /** Another team gives them something at this very moment. */
  held?: boolean;
  /** They are asked about another ticket: whoever is asked about everything at once answers nothing. */
  offered?: boolean;
  /** Another team that decides by itself has them too. */
  shared?: boolean;
}

export interface Demand {
  /** Per cent of a person's attention. */
  weight: number;
  required: Skills;
  /** Since when nobody was found. */
  waitingSince: Date;
  /** Who was offered it and did not take it, and when. */
  asked: Readonly<Record<string, Date>>;
  /** Who answered this customer last. */
  knownTo: string | null;
}

export interface Terms {
  strategy: Exclude<Strategy, 'manual'>;
  sticky: boolean;
  /** Every so many seconds of waiting each required level falls by one; 0: never. */
  relaxSeconds: number;
  /** Null: assigned at once. */
  acceptSeconds: number | null;
}

/** `later`: could have taken it, and the strategy preferred another. The others name what stood against it. */
export type Verdict = 'chosen' | 'later' | 'away' | 'full' | 'skill' | 'asked' | 'held' | 'offered';

export interface Considered {
  id: string;
  name: string;
  verdict: Verdict;
  load: number;
  most: number;
  idleSince: string;
  lacks?: string[];
}

export interface Decision {
  chosen: Candidate | null;
  how: 'sticky' | Terms['strategy'];
  required: Skills;
  candidates: Considered[];
  /** When time alone may change the answer: a level falls, or somebody may be asked again. */
  lookAgainAt: Date | null;
}

/** Whoever let an offer pass is asked again after this, where nobody else took it. */
export const ASK_AGAIN_AFTER_MS = 120_000;

/** Idle since the last thing that made them busy, or made them free. */
export function idleSince({ onlineSince, lastAssignedAt, freedAt }: Candidate): Date {
  return new Date(Math.max(onlineSince.getTime(), lastAssignedAt?.getTime() ?? 0, freedAt?.getTime() ?? 0));
}

/** What is still asked for after waiting: rather somebody who knows less than nobody. */
export function requiredAfter(required: Skills, waitedMs: number, relaxSeconds: number): Skills {
  const fallen = relaxSeconds > 0 ? Math.floor(Math.max(0, waitedMs) / (relaxSeconds * 1000)) : 0;
  return Object.fromEntries(
    Object.entries(required)
      .map(([skill, level]) => [skill, level - fallen] as const)
      .filter(([, level]) => level > 0),
  );
}

/** Who has nothing to do takes even what is heavier than their measure; who has none takes nothing. */
const fits = ({ load, most }: Candidate, weight: number): boolean => most > 0 && (load === 0 || load + weight <= most);

const lacking = (skills: Skills, required: Skills): string[] =>
  Object.entries(required)
    .filter(([skill, level]) => (skills[skill] ?? 0) < level)
    .map(([skill]) => skill);

function verdictOf(person: Candidate, demand: Demand, required: Skills, terms: Terms, at: Date): Verdict {
  if (!person.online) return 'away';
  if (lacking(person.skills, required).length > 0) return 'skill';
  if (!fits(person, demand.weight)) return 'full';
  const asked = demand.asked[person.id];
  if (asked && at.getTime() - asked.getTime() < ASK_AGAIN_AFTER_MS) return 'asked';
  if (terms.acceptSeconds !== null && person.offered) return 'offered';
  return person.held ? 'held' : 'later';
}

type Compare = (a: Candidate, b: Candidate) => number;
const time = (date: Date | null): number => date?.getTime() ?? 0;
const byIdle: Compare = (a, b) => time(idleSince(a)) - time(idleSince(b));
const byTurn: Compare = (a, b) => time(a.lastAssignedAt) - time(b.lastAssignedAt);
const byLoad: Compare = (a, b) => a.load / a.most - b.load / b.most;
const byId: Compare = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const ORDER: Record<Terms['strategy'], readonly Compare[]> = {
  round_robin: [byTurn, byId],
  least_busy: [byLoad, byIdle, byId],
  longest_idle: [byIdle, byId],
};

const inOrder =
  (comparisons: readonly Compare[]): Compare =>
  (a, b) =>
    comparisons.reduce((decided, compare) => decided || compare(a, b), 0);

export function decide(people: readonly Candidate[], demand: Demand, terms: Terms, at: Date): Decision {
  const waited = at.getTime() - demand.waitingSince.getTime();
  const required = requiredAfter(demand.required, waited, terms.relaxSeconds);
  const judged = people.map((person) => ({ person, verdict: verdictOf(person, demand, required, terms, at) }));
  const able = judged.filter(({ verdict }) => verdict === 'later').map(({ person }) => person);
  const known = terms.sticky ? able.find(({ id }) => id === demand.knownTo) : undefined;
  const ranked = able.toSorted(inOrder(ORDER[terms.strategy]));
  const chosen = known ?? ranked[0] ?? null;
  const place = new Map(ranked.map(({ id }, index) => [id, index]));
  return {
    chosen,
    how: known ? 'sticky' : terms.strategy,
    required,
    candidates: judged
      .map(({ person, verdict }) => considered(person, person === chosen ? 'chosen' : verdict, required))
      .toSorted((a, b) => rank(a, place) - rank(b, place) || (a.name < b.name ? -1 : 1)),
    lookAgainAt: chosen ? null : nextLook(people, demand, terms, at),
  };
}

const VERDICTS: readonly Verdict[] = ['chosen', 'later', 'held', 'offered', 'asked', 'full', 'skill', 'away'];
const rank = ({ id, verdict }: Considered, place: Map<string, number>): number =>
  VERDICTS.indexOf(verdict) * 10_000 + (place.get(id) ?? 0);

const considered = (person: Candidate, verdict: Verdict, required: Skills): Considered => ({
  id: person.id,
  name: person.name,
  verdict,
  load: person.load,
  most: person.most,
  idleSince: idleSince(person).toISOString(),
  ...(verdict === 'skill' && { lacks: lacking(person.skills, required) }),
});

function nextLook(people: readonly Candidate[], demand: Demand, terms: Terms, at: Date): Date | null {
  const now = at.getTime();
  const waited = Math.max(0, now - demand.waitingSince.getTime());
  const highest = Math.max(0, ...Object.values(demand.required));
  const step = terms.relaxSeconds * 1000;
  const steps = step > 0 ? Math.floor(waited / step) + 1 : Infinity;
  const relaxes = steps <= highest ? [demand.waitingSince.getTime() + steps * step] : [];
  const again = people
    .filter(({ online }) => online)
    .flatMap(({ id }) => demand.asked[id] ?? [])
    .map((asked) => asked.getTime() + ASK_AGAIN_AFTER_MS)
    .filter((time) => time > now);
  const times = [...relaxes, ...again];
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

/** The work of a ticket is that of its most demanding channel. */
export const weightOf = (channels: readonly string[], weights: ReadonlyMap<string, number>): number =>
  channels.length === 0 ? USUAL_WEIGHT : Math.max(...channels.map((channel) => weights.get(channel) ?? USUAL_WEIGHT));

export const USUAL_WEIGHT = 10;

/** Where nobody said otherwise: a call takes all of a person, who talks live a quarter, the rest a tenth. */
export const shippedWeight = (abilities: { calls: boolean; live: boolean }): number =>
  abilities.calls ? 100 : abilities.live ? 25 : USUAL_WEIGHT;

const SKILL_TAG = /^skill:(.+?)(?::([1-5]))?$/;

/** Rules and people ask for a skill by a tag: `skill:networks` or, with a level, `skill:networks:3`. */
export function skillsOfTags(tags: readonly string[]): Skills {
  return highest(
    tags.flatMap((tag) => {
      const [, skill, level] = SKILL_TAG.exec(tag) ?? [];
      return skill ? [{ [skill.trim()]: Number(level ?? 1) }] : [];
    }),
  );
}

/** `pt-BR` and `pt` are one skill: who speaks it understands both. */
export const languageSkill = (language: string): string => `language:${language.slice(0, 2).toLowerCase()}`;

/** Of several sources the highest demand holds. */
export function highest(all: readonly Skills[]): Skills {
  const together = new Map<string, number>();
  for (const skills of all)
    for (const [skill, level] of Object.entries(skills)) together.set(skill, Math.max(level, together.get(skill) ?? 0));
  return Object.fromEntries(together);
}

export const LINE_ORDERS = ['priority', 'due', 'age'] as const;
export type LineOrder = (typeof LINE_ORDERS)[number];

/** Minutes until the one at this position finds somebody, at the pace of late; null where too little happened. */
export function waitAt(position: number, takings: readonly Date[], at: Date): number | null {
  if (takings.length < 3) return null;
  const oldest = Math.min(...takings.map((taking) => taking.getTime()));
  const pace = (at.getTime() - oldest) / takings.length;
  return Math.max(1, Math.round((position * pace) / 60_000));
}
