import type { Clock } from '../../api/promises.types';

/** A clock told in the order in which it ran, with the time that had been used by then. Pure. */
export interface Chapter {
  at: string;
  kind: 'started' | 'closed' | 'paused' | 'resumed' | 'moved' | 'running' | 'due' | 'breached' | 'met' | 'ended';
  /** `closed`: when it opens again. */
  until?: string;
  /** `paused`: the status that pauses; `met` and `ended`: what ended it; `moved`: what changed elsewhere. */
  why?: string;
  /** `moved`: what that is called. */
  name?: string;
  used: number;
  left: number;
}

const ms = (at: string): number => Date.parse(at);

/** Minutes that had counted by then. */
function usedAt({ segments, ahead }: Clock, at: string): number {
  return [...segments, ...ahead].reduce((sum, { from, to, minutes }) => {
    if (ms(to) <= ms(at)) return sum + minutes;
    return ms(from) < ms(at) ? sum + (ms(at) - ms(from)) / 60_000 : sum;
  }, 0);
}

export function storyOf(clock: Clock, now: string): Chapter[] {
  const end = clock.endedAt ?? now;
  const told = (at: string, kind: Chapter['kind'], more: Partial<Chapter> = {}): Chapter => {
    const used = usedAt(clock, at);
    return { at, kind, used, left: clock.targetMinutes - used, ...more };
  };
  const chapters = [told(clock.startedAt, 'started')];
  for (const pause of clock.pauses) {
    chapters.push(told(pause.from, 'paused', { why: pause.why }));
    if (pause.to && ms(pause.to) <= ms(end)) chapters.push(told(pause.to, 'resumed'));
  }
  for (const { at, why, name } of movesOf(clock, end)) chapters.push(told(at, 'moved', { why, name }));
  for (const gap of closedWithin(clock, end)) chapters.push(told(gap.from, 'closed', { until: gap.to }));
  const isLate = clock.dueAt !== null && ms(clock.dueAt) <= ms(end) && clock.state === 'breached';
  if (isLate && clock.dueAt) chapters.push(told(clock.dueAt, 'breached'));
  if (clock.endedAt)
    chapters.push(
      told(clock.endedAt, clock.state === 'cancelled' ? 'ended' : 'met', { why: clock.endedFor ?? undefined }),
    );
  else if (clock.state !== 'paused') chapters.push(told(now, 'running'));
  if (!clock.endedAt && !isLate && clock.dueAt)
    chapters.push({ at: clock.dueAt, kind: 'due', used: clock.targetMinutes, left: 0 });
  return chapters
    .map((chapter, place) => ({ chapter, place }))
    .toSorted((a, b) => ms(a.chapter.at) - ms(b.chapter.at) || a.place - b.place)
    .map(({ chapter }) => chapter);
}

/** When it was computed anew though nobody had touched the ticket. */
function movesOf({ ledger, startedAt }: Clock, end: string): { at: string; why: string; name?: string }[] {
  return ledger.flatMap(({ kind, at, data }) => {
    const cause = data.cause as { kind: string; name: string | null } | undefined;
    const isInside = ms(at) >= ms(startedAt) && ms(at) <= ms(end);
    return kind === 'apply' && cause && isInside
      ? [{ at, why: cause.kind, ...(cause.name && { name: cause.name }) }]
      : [];
  });
}

/** When it stood still because nobody works then: not while it was paused anyway. */
export function closedWithin(
  { open, startedAt, pauses, calendar }: Clock,
  end: string,
): { from: string; to: string }[] {
  if (!calendar) return [];
  return open.slice(1).flatMap((next, at) => {
    const before = open[at]!;
    const gap = { from: before.to, to: next.from };
    const isInside = ms(gap.from) > ms(startedAt) && ms(gap.from) < ms(end);
    const isPaused = pauses.some(({ from, to }) => ms(from) <= ms(gap.from) && (!to || ms(to) > ms(gap.from)));
    return isInside && !isPaused && ms(gap.to) > ms(gap.from) ? [gap] : [];
  });
}

export type LaneTone = 'plain' | 'ok' | 'warn' | 'bad' | 'dim';
const SOON_MINUTES = 30;

export function toneOf({ state, endedAt, minutesLeft }: Clock): LaneTone {
  if (state === 'met') return 'ok';
  if (state === 'breached') return 'bad';
  if (state === 'cancelled' || state === 'paused' || endedAt) return 'dim';
  return minutesLeft <= SOON_MINUTES ? 'warn' : 'plain';
}
