import { ALWAYS_OPEN, CompiledCalendar } from '../hours/business-time.rules.js';
import type { Interval } from '../hours/calendar.rules.js';
import { tell, type ClockStory } from './clock.rules.js';
import { dueAt, isBroken, secondsUsed, stepsAhead } from './deadline.rules.js';
import { additions, read, type LedgerRow, type NewLedgerRow } from './ledger.rules.js';
import type { Moment } from './moment.rules.js';
import type { Application, Spec, Target } from './policy.rules.js';

/** Each of these went wrong in a desk that many people use. */

const HOUR = 3_600;
const at = (text: string): Date => new Date(text.length > 5 ? text : `2026-11-24T${text}:00Z`);
const hours = (n: number, more: Partial<Spec> = {}): Spec => ({
  seconds: n * HOUR,
  hours: 'calendar',
  calendarId: null,
  calendarVersion: null,
  pausedIn: [],
  ...more,
});
const policy = (targets: Partial<Record<Target, Spec>>, more: Partial<Application> = {}): Application => ({
  policyId: 'p-1',
  version: 1,
  name: 'Standard',
  matched: [],
  priority: 'normal',
  targets,
  reopen: { mode: 'continue', newCycleAfterDays: 7 },
  answers: { calls: true },
  at: at('08:00'),
  ...more,
});
const opened = (time: string): Moment => ({ kind: 'opened', at: at(time) });
const wrote = (time: string): Moment => ({ kind: 'customer', at: at(time), messageId: `in ${time}`, channel: 'mail' });
const answered = (time: string): Moment => ({ kind: 'answer', at: at(time), messageId: `out ${time}`, call: false });
const became = (time: string, category: 'open' | 'waiting_customer' | 'solved'): Moment => ({
  kind: 'status',
  at: at(time),
  category,
});
const of = (stories: ClockStory[], target: Target, instance = 1): ClockStory =>
  stories.find((one) => one.target === target && one.instance === instance)!;

describe('a desk that keeps its promises', () => {
  it('lets no update clock overrule a longer first response (Zammad 5177)', () => {
    const stories = tell(
      [opened('08:00'), wrote('08:00'), wrote('08:30')],
      [policy({ first_response: hours(4), next_response: hours(1) })],
    );

    expect(stories.filter((one) => one.target === 'next_response')).toEqual([]);
    expect(dueAt(of(stories, 'first_response'), ALWAYS_OPEN)).toEqual(at('12:00'));
  });

  it('owes nothing while the customer owes an answer (Zammad 3140)', () => {
    const stories = tell(
      [opened('08:00'), wrote('08:00'), answered('09:00'), wrote('10:00'), answered('10:30')],
      [policy({ first_response: hours(4), next_response: hours(1) })],
    );

    expect(stories.filter((one) => one.target !== 'resolution' && !one.endedAt)).toEqual([]);
    expect(of(stories, 'next_response')).toMatchObject({ startedAt: at('10:00'), endedAt: at('10:30') });
  });

  it('knows the deadline with the first reply, not with the second (Zammad 2082, 2579, 4516)', () => {
    const moments = [opened('08:00'), wrote('08:00'), answered('08:10'), became('08:20', 'solved'), wrote('09:00')];
    const stories = tell([...moments, became('09:00', 'open')], [policy({ next_response: hours(1) })]);

    expect(dueAt(of(stories, 'next_response'), ALWAYS_OPEN)).toEqual(at('10:00'));
  });

  it('drops a target that the new team’s policy does not have (Zammad 5624)', () => {
    const stories = tell(
      [opened('08:00'), wrote('08:00')],
      [
        policy({ first_response: hours(1), resolution: hours(8) }),
        policy({ resolution: hours(8) }, { policyId: 'p-2', at: at('08:30') }),
      ],
    );

    expect(of(stories, 'first_response').spec).toBeNull();
    expect(dueAt(of(stories, 'first_response'), ALWAYS_OPEN)).toBeNull();
  });

  it('warns in working hours only, never at midnight (Zammad 4432)', () => {
    const day: Interval[] = [['09:00', '17:00']];
    const office = new CompiledCalendar({
      timezone: 'UTC',
      hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    });
    const story = of(
      tell(
        [opened('2026-11-27T16:00:00Z'), wrote('2026-11-27T16:00:00Z')],
        [policy({ first_response: hours(4, { hours: 'business' }) })],
      ),
      'first_response',
    );
    const steps = [
      { when: { kind: 'used', percent: 50 } as const, actions: [] },
      { when: { kind: 'before', minutes: 30 } as const, actions: [] },
    ];

    expect(stepsAhead(story, office, steps, new Set())).toEqual([
      { level: 'used:50', at: at('2026-11-30T10:00:00Z') },
      { level: 'before:30', at: at('2026-11-30T11:30:00Z') },
      { level: 'breach', at: at('2026-11-30T12:00:00Z') },
    ]);
  });

  it('counts working time and not the time on the wall, lunch break and all (Chatwoot 13392, 14009)', () => {
    const day: Interval[] = [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ];
    const office = new CompiledCalendar({ timezone: 'America/Sao_Paulo', hours: { tue: day, wed: day } });
    const story = of(tell([opened('14:00'), wrote('14:00')], [policy({ first_response: hours(2) })]), 'first_response');

    expect(dueAt(story, office)).toEqual(at('17:00'));
    expect(isBroken(story, dueAt(story, office), at('16:30'))).toBe(false);
  });

  it('stops counting at the solution, also behind a last “thanks” (Chatwoot 10178)', () => {
    const stories = tell(
      [opened('08:00'), wrote('08:00'), answered('08:10'), wrote('08:20'), became('08:25', 'solved')],
      [policy({ next_response: hours(1) })],
    );

    expect(of(stories, 'next_response')).toMatchObject({ end: 'fulfil', endedFor: 'solved', endedAt: at('08:25') });
  });

  it('lets a person say that “thanks” needs no reply', () => {
    const thanks = [opened('08:00'), wrote('08:00'), answered('08:10'), wrote('08:20')];
    const stories = tell(
      [...thanks, { kind: 'no-reply', at: at('08:30'), markId: 'm-1' }],
      [policy({ next_response: hours(1) })],
    );

    expect(of(stories, 'next_response')).toMatchObject({ end: 'cancel', endedFor: 'no-reply' });
  });

  it('freezes how late it was when it is over (Chatwoot 15024)', () => {
    const story = of(
      tell([opened('08:00'), wrote('08:00'), answered('11:00')], [policy({ first_response: hours(1) })]),
      'first_response',
    );

    expect(secondsUsed(story, ALWAYS_OPEN, at('11:00'))).toBe(3 * HOUR);
    expect(secondsUsed(story, ALWAYS_OPEN, at('2027-11-24T11:00:00Z'))).toBe(3 * HOUR);
  });

  it('forgets no pause when the policy changes (GLPI 15605)', () => {
    const paused = { pausedIn: ['waiting_customer' as const] };
    const moments = [opened('08:00'), became('09:00', 'waiting_customer'), became('11:00', 'open')];
    const stories = tell(moments, [
      policy({ resolution: hours(8, paused) }),
      policy({ resolution: hours(4, paused) }, { policyId: 'p-2', at: at('11:30') }),
    ]);

    expect(dueAt(of(stories, 'resolution'), ALWAYS_OPEN)).toEqual(at('14:00'));
  });

  it('finds pauses that only the new policy has (channels.md 4.2, 5)', () => {
    const moments = [opened('08:00'), became('09:00', 'waiting_customer'), became('11:00', 'open')];
    const stories = tell(moments, [
      policy({ resolution: hours(8) }),
      policy({ resolution: hours(8, { pausedIn: ['waiting_customer'] }) }, { policyId: 'p-2', at: at('11:30') }),
    ]);

    expect(dueAt(of(stories, 'resolution'), ALWAYS_OPEN)).toEqual(at('18:00'));
  });

  it('keeps a calendar of another zone right (GLPI 15429)', () => {
    const day: Interval[] = [['09:00', '17:00']];
    const kathmandu = new CompiledCalendar({ timezone: 'Asia/Kathmandu', hours: { tue: day, wed: day } });
    const story = of(tell([opened('01:00'), wrote('01:00')], [policy({ first_response: hours(1) })]), 'first_response');

    expect(dueAt(story, kathmandu)).toEqual(at('04:15'));
  });

  it('computes from the beginning when the priority is raised (Freshdesk)', () => {
    const stories = tell(
      [opened('08:00'), wrote('08:00')],
      [
        policy({ first_response: hours(8) }),
        policy({ first_response: hours(1) }, { priority: 'urgent', at: at('08:50') }),
      ],
    );

    expect(dueAt(of(stories, 'first_response'), ALWAYS_OPEN)).toEqual(at('09:00'));
  });

  describe('reopened (Plain)', () => {
    const moments = [opened('08:00'), became('09:00', 'solved'), became('2026-11-26T08:00:00Z', 'open')];
    const told = (reopen: Application['reopen']): ClockStory[] =>
      tell(moments, [policy({ resolution: hours(4) }, { reopen })]);

    it('stays solved where the first solution is what was promised', () => {
      expect(of(told({ mode: 'first' }), 'resolution')).toMatchObject({ endedAt: at('09:00') });
    });

    it('goes on with what was used', () => {
      const story = of(told({ mode: 'continue' }), 'resolution');

      expect(story).toMatchObject({ endedAt: null, startedAt: at('08:00') });
      expect(dueAt(story, ALWAYS_OPEN)).toEqual(at('2026-11-26T11:00:00Z'));
    });

    it('begins a new cycle after some days', () => {
      const stories = told({ mode: 'continue', newCycleAfterDays: 1 });

      expect(of(stories, 'resolution', 1)).toMatchObject({ endedAt: at('09:00') });
      expect(of(stories, 'resolution', 2)).toMatchObject({ startedAt: at('2026-11-26T08:00:00Z'), endedAt: null });
    });
  });

  it('has kept what it kept at the very instant', () => {
    const story = of(
      tell([opened('08:00'), wrote('08:00'), answered('09:00')], [policy({ first_response: hours(1) })]),
      'first_response',
    );

    expect(isBroken(story, dueAt(story, ALWAYS_OPEN), at('10:00'))).toBe(false);
  });

  it('promises no first answer on a ticket that an agent opened, until the customer writes', () => {
    const agents = [opened('08:00'), answered('08:00')];
    const promise = [policy({ first_response: hours(1) })];

    expect(tell(agents, promise).some((one) => one.target === 'first_response')).toBe(false);
    expect(of(tell([...agents, wrote('09:00')], promise), 'first_response').startedAt).toEqual(at('09:00'));
  });

  it('lets a reminder end a pause', () => {
    const paused = { pausedIn: ['waiting_customer' as const] };
    const moments: Moment[] = [
      opened('08:00'),
      became('09:00', 'waiting_customer'),
      { kind: 'reminder', at: at('09:00'), until: at('12:00') },
    ];
    const asleep = of(tell(moments, [policy({ resolution: hours(2, paused) })]), 'resolution');
    const awake = of(
      tell(
        [...moments, { kind: 'reminder', at: at('12:01'), until: null }],
        [policy({ resolution: hours(2, paused) })],
      ),
      'resolution',
    );

    expect(dueAt(asleep, ALWAYS_OPEN)).toEqual(at('13:00'));
    expect(dueAt(awake, ALWAYS_OPEN)).toEqual(at('13:00'));
    expect(awake.pauses).toMatchObject([{ from: at('09:00'), to: at('12:00') }]);
  });
});

describe('the ledger', () => {
  const applied = policy({ first_response: hours(1), resolution: hours(8, { pausedIn: ['waiting_customer'] }) });
  const rowsOf = (fresh: NewLedgerRow[], before: LedgerRow[] = []): LedgerRow[] => [
    ...before,
    ...fresh.map((row, nth) => ({ ...row, seq: before.length + nth + 1, recordedAt: at('12:00') })),
  ];
  const apply = (application: Application): NewLedgerRow => {
    const { at: since, ...data } = application;
    return { kind: 'apply', target: null, instance: null, at: since, level: null, data: { ...data } };
  };
  const because = { because: 'message.cancelled', now: at('12:00') };
  /** The story alone, without what only the ledger or only the policy knows. */
  const plain = (stories: ClockStory[]): unknown[] =>
    stories.map(({ target, instance, startedAt, startedBy, pauses, endedAt, end, endedFor, endedBy, spec }) => ({
      ...{ target, instance, startedAt, startedBy, pauses, endedAt, end, endedFor, endedBy, spec },
    }));

  const story: Moment[] = [
    opened('08:00'),
    wrote('08:00'),
    answered('08:40'),
    became('08:40', 'waiting_customer'),
    wrote('09:30'),
    became('09:30', 'open'),
    became('10:00', 'solved'),
    became('11:00', 'open'),
  ];

  it('tells the same clocks as the story, however much of it is added at a time', () => {
    let rows = rowsOf([apply(applied)]);
    for (let length = 1; length <= story.length; length += 1) {
      const stories = tell(story.slice(0, length), [applied]);
      rows = rowsOf(additions(rows, stories, because), rows);

      expect(plain(read(rows))).toEqual(plain(stories));
    }
    expect(rows.some((row) => row.kind === 'recompute')).toBe(false);
    expect(additions(rows, tell(story, [applied]), because)).toEqual([]);
  });

  it('is told anew where a message was taken back, and keeps what was broken', () => {
    const before = rowsOf(additions([], tell(story.slice(0, 3), [applied]), because), rowsOf([apply(applied)]));
    const broken: LedgerRow = {
      seq: before.length + 1,
      kind: 'breach',
      target: 'first_response',
      instance: 1,
      at: at('09:00'),
      recordedAt: at('09:00'),
      level: 'breach',
      data: {},
    };
    const without = tell(story.slice(0, 2), [applied]);

    const added = additions([...before, broken], without, because);

    expect(added.map((row) => row.kind)).toEqual(['recompute', 'activate']);
    const [clock] = read(rowsOf(added, [...before, broken])).filter((one) => one.target === 'first_response');
    expect(clock).toMatchObject({ endedAt: null, startedAt: at('08:00'), breachedAt: at('09:00') });
  });

  it('lets a clock go whose beginning went to another ticket', () => {
    const rows = rowsOf(additions([], tell(story, [applied]), because), rowsOf([apply(applied)]));

    const added = additions(rows, tell([opened('08:00')], [applied]), because);

    expect(read(rowsOf(added, rows)).map((clock) => clock.target)).toEqual(['resolution']);
  });
});
