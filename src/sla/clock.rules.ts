import type { StatusCategory } from '../tickets/ticket.rules.js';
import { inOrder, type Moment } from './moment.rules.js';
import type { Application, Spec, Target } from './policy.rules.js';

/**
 * Which clocks run on a ticket, from what happened on it and from the policies that held. Nothing is counted along:
 * every answer follows from the whole story, so that it can be told again after a change of the story. Pure.
 */

export type EndReason = 'answer' | 'solved' | 'arrived' | 'no-reply' | 'merged' | 'no-visit' | 'abandoned';

export interface ClockPause {
  from: Date;
  /** Null: it lasts. */
  to: Date | null;
  /** The status that pauses, or `solved` between a solution and its reopening. */
  why: StatusCategory;
  /** A reminder ends it by itself. */
  until: Date | null;
}

export interface ClockStory {
  target: Target;
  /** The first of its kind is 1. */
  instance: number;
  startedAt: Date;
  /** The message or visit that began it. */
  startedBy: string | null;
  pauses: ClockPause[];
  endedAt: Date | null;
  end: 'fulfil' | 'cancel' | null;
  endedFor: EndReason | null;
  endedBy: string | null;
  /** Null: no policy promises this here. */
  spec: Spec | null;
  policy: Application | null;
}

const DAY = 86_400_000;

export function tell(moments: readonly Moment[], applications: readonly Application[]): ClockStory[] {
  const teller = new Teller(applications);
  for (const moment of inOrder(moments)) teller.hear(moment);
  return teller.stories();
}

/** The policy that held when a clock ended; for one that runs, the last. */
export function holding(applications: readonly Application[], endedAt: Date | null): Application | null {
  const last = applications.at(-1) ?? null;
  if (!endedAt) return last;
  return applications.filter((one) => one.at <= endedAt).at(-1) ?? applications[0] ?? null;
}

/** A clock while the story is told; what pauses it is known when it is known which policy held. */
type Running = Omit<ClockStory, 'pauses' | 'spec' | 'policy'> & { solutions: { from: Date; to: Date }[] };

/** How it stood from `at` on. */
interface Standing {
  at: Date;
  category: StatusCategory;
  reminder: Date | null;
}

class Teller {
  private readonly clocks: Running[] = [];
  private readonly standings: Standing[] = [{ at: new Date(0), category: 'new', reminder: null }];
  private asked = false;
  private answered = false;

  constructor(private readonly applications: readonly Application[]) {}

  hear(moment: Moment): void {
    switch (moment.kind) {
      case 'opened':
        return this.begin('resolution', moment.at, null);
      case 'customer':
        return this.customer(moment.at, moment.messageId, moment.channel, moment.waits ?? true);
      case 'hung-up':
        return this.hungUp(moment.at, moment.messageId);
      case 'answer':
        return this.answer(moment.at, moment.messageId, moment.call);
      case 'status':
        return this.status(moment.at, moment.category);
      case 'reminder':
        return this.remind(moment.at, moment.until);
      case 'mode':
        if (moment.visit) return this.begin('on_site', moment.at, null);
        return this.finish('on_site', moment.at, 'cancel', 'no-visit', null);
      case 'no-reply':
        return this.finishWaiting(moment.at, 'cancel', 'no-reply', moment.markId);
      case 'arrived':
        return this.finish('on_site', moment.at, 'fulfil', 'arrived', moment.visitId);
      case 'merged':
        for (const clock of this.clocks) this.finish(clock.target, moment.at, 'cancel', 'merged', null);
    }
  }

  stories(): ClockStory[] {
    return this.clocks.map(({ solutions, ...clock }) => {
      const policy = holding(this.applications, clock.endedAt);
      const spec = policy?.targets[clock.target] ?? null;
      return { ...clock, spec, policy, pauses: this.pausesOf(clock, solutions, spec) };
    });
  }

  /** The first message that nobody answered begins the clock; those after it do not begin it anew. */
  private customer(at: Date, messageId: string, channel: string, waits: boolean): void {
    this.asked = true;
    this.begin(this.answered ? 'next_response' : 'first_response', at, messageId);
    const live = holding(this.applications, null)?.targets.answer?.channels ?? [];
    if (waits && live.includes(channel)) this.begin('answer', at, messageId);
  }

  /** Nobody waits any longer; that they are owed a call is another promise. What was too late before stays so. */
  private hungUp(at: Date, messageId: string): void {
    if (this.running('answer')?.startedBy === messageId) this.finish('answer', at, 'cancel', 'abandoned', messageId);
  }

  private answer(at: Date, messageId: string, call: boolean): void {
    if (call && !(holding(this.applications, at)?.answers.calls ?? true)) return;
    // An agent who writes first has answered nobody: the customer's first message still waits for its first answer.
    if (this.asked) this.answered = true;
    this.finishWaiting(at, 'fulfil', 'answer', messageId);
  }

  private status(at: Date, category: StatusCategory): void {
    const [was, is] = [isDone(this.standing.category), isDone(category)];
    this.standings.push({ at, category, reminder: null });
    if (is && !was) this.solve(at);
    if (was && !is) this.reopen(at);
  }

  private solve(at: Date): void {
    // Solving ends the waiting. Whom nobody ever answered was not answered: that is neither kept nor broken.
    this.finish('next_response', at, 'fulfil', 'solved', null);
    for (const target of ['first_response', 'answer', 'on_site'] as const)
      this.finish(target, at, 'cancel', 'solved', null);
    this.finish('resolution', at, 'fulfil', 'solved', null);
  }

  private reopen(at: Date): void {
    const last = this.last('resolution');
    if (!last?.endedAt || last.end !== 'fulfil') return;
    const reopen = holding(this.applications, null)?.reopen ?? { mode: 'continue' };
    if (reopen.mode === 'first') return;
    const days = reopen.newCycleAfterDays ?? Number.POSITIVE_INFINITY;
    if (at.getTime() - last.endedAt.getTime() > days * DAY) return this.begin('resolution', at, null);
    last.solutions.push({ from: last.endedAt, to: at });
    Object.assign(last, { endedAt: null, end: null, endedFor: null, endedBy: null });
  }

  private remind(at: Date, until: Date | null): void {
    const { category, reminder } = this.standing;
    // Waking up at the time is what was planned; taking the reminder away before leaves the pause as long as the status.
    const over = until === null && reminder !== null && at >= reminder;
    this.standings.push({ at, category, reminder: over ? reminder : until });
  }

  private begin(target: Target, at: Date, by: string | null): void {
    if (this.running(target)) return;
    const last = this.last(target);
    if (target === 'on_site' && last?.end === 'fulfil') return;
    this.clocks.push({
      target,
      instance: (last?.instance ?? 0) + 1,
      startedAt: at,
      startedBy: by,
      solutions: [],
      endedAt: null,
      end: null,
      endedFor: null,
      endedBy: null,
    });
  }

  private finish(target: Target, at: Date, end: 'fulfil' | 'cancel', why: EndReason, by: string | null): void {
    const clock = this.running(target);
    if (clock) Object.assign(clock, { endedAt: at, end, endedFor: why, endedBy: by });
  }

  private finishWaiting(at: Date, end: 'fulfil' | 'cancel', why: EndReason, by: string | null): void {
    for (const target of ['first_response', 'next_response', 'answer'] as const) this.finish(target, at, end, why, by);
  }

  private last(target: Target): Running | undefined {
    return this.clocks.filter((clock) => clock.target === target).at(-1);
  }

  private running(target: Target): Running | undefined {
    const last = this.last(target);
    return last?.endedAt ? undefined : last;
  }

  private get standing(): Standing {
    return this.standings.at(-1)!;
  }

  /** While the status was one of those in which this target does not count, or it was solved and came back. */
  private pausesOf(
    { startedAt, endedAt }: Running | Omit<Running, 'solutions'>,
    solutions: Running['solutions'],
    spec: Spec | null,
  ): ClockPause[] {
    const pauses: ClockPause[] = [];
    for (const [at, standing] of this.standings.entries()) {
      const next = this.standings[at + 1]?.at ?? null;
      const from = later(standing.at, startedAt);
      const to = earlier(next, endedAt);
      if (!spec?.pausedIn.includes(standing.category) || (to && to <= from)) continue;
      if (standing.reminder && standing.reminder <= from) continue;
      const before = pauses.at(-1);
      const over = standing.reminder && to && standing.reminder < to ? standing.reminder : to;
      const goesOn = before?.to?.getTime() === from.getTime() && before.why === standing.category;
      if (goesOn) Object.assign(before, { to: over, until: standing.reminder });
      else pauses.push({ from, to: over, why: standing.category, until: standing.reminder });
    }
    const solved = solutions.map((one): ClockPause => ({ ...one, why: 'solved', until: null }));
    return [...pauses, ...solved].sort((a, b) => a.from.getTime() - b.from.getTime());
  }
}

const isDone = (category: StatusCategory): boolean => category === 'solved' || category === 'closed';
const later = (a: Date, b: Date): Date => (a > b ? a : b);
const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));
