import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../api/promises.types';
import { storyOf, toneOf } from './story.rules';

const at = (day: number, clock: string) => `2026-11-${day}T${clock}:00.000Z`;
const span = (day: number, from: string, to: string) => ({
  from: at(day, from),
  to: at(day, to),
  minutes: (Date.parse(at(day, to)) - Date.parse(at(day, from))) / 60_000,
});

/** Begun on Monday afternoon, paused on Tuesday morning, on hours with a lunch break. */
const clock: Clock = {
  target: 'resolution',
  instance: 1,
  state: 'running',
  startedAt: at(16, '16:42'),
  dueAt: at(17, '16:57'),
  endedAt: null,
  endedFor: null,
  targetMinutes: 480,
  minutesUsed: 306,
  minutesLeft: 174,
  paused: null,
  pauses: [{ from: at(17, '09:05'), to: at(17, '10:20'), why: 'waiting_customer' }],
  policy: { id: 'p', name: 'Gold 24/7', version: 7 },
  calendar: { id: 'c', name: 'Campinas', timezone: 'UTC' },
  segments: [
    span(16, '16:42', '18:00'),
    span(17, '08:00', '09:05'),
    span(17, '10:20', '12:00'),
    span(17, '13:00', '14:03'),
  ],
  ahead: [span(17, '14:03', '16:57')],
  open: [span(16, '13:00', '18:00'), span(17, '08:00', '12:00'), span(17, '13:00', '18:00')],
  ledger: [],
};

describe('a promise told as a story', () => {
  it('says what happened, when, and how much time was used and left', () => {
    const told = storyOf(clock, at(17, '14:03')).map(({ at: when, kind, used, left }) => [
      when.slice(8, 16),
      kind,
      Math.round(used),
      Math.round(left),
    ]);
    expect(told).toEqual([
      ['16T16:42', 'started', 0, 480],
      ['16T18:00', 'closed', 78, 402],
      ['17T09:05', 'paused', 143, 337],
      ['17T10:20', 'resumed', 143, 337],
      ['17T12:00', 'closed', 243, 237],
      ['17T14:03', 'running', 306, 174],
      ['17T16:57', 'due', 480, 0],
    ]);
  });

  it('says when hours changed, and which', () => {
    const row = (data: Record<string, unknown>, when: string) => ({
      seq: 1,
      kind: 'apply',
      at: when,
      recordedAt: when,
      level: null,
      data,
    });
    const cause = { kind: 'calendar', id: 'c', name: 'Campinas' };
    const ledger = [row({ policyId: 'p' }, at(16, '16:42')), row({ policyId: 'p', cause }, at(17, '11:00'))];

    const moved = storyOf({ ...clock, ledger }, at(17, '14:03')).filter(({ kind }) => kind === 'moved');

    expect(moved).toMatchObject([{ at: at(17, '11:00'), why: 'calendar', name: 'Campinas' }]);
  });

  it('ends where it ended, and says so when it came too late', () => {
    const late: Clock = { ...clock, state: 'breached', endedAt: at(17, '17:30'), endedFor: 'solved' };
    expect(storyOf(late, at(18, '09:00')).slice(-2)).toMatchObject([
      { kind: 'breached', at: at(17, '16:57') },
      { kind: 'met', why: 'solved', at: at(17, '17:30') },
    ]);
  });

  it('does not run while it is paused', () => {
    const paused: Clock = {
      ...clock,
      state: 'paused',
      dueAt: null,
      pauses: [{ from: at(17, '09:05'), to: null, why: 'waiting_customer' }],
    };
    expect(storyOf(paused, at(17, '14:03')).at(-1)).toMatchObject({ kind: 'paused', why: 'waiting_customer' });
  });

  it.each<[Partial<Clock>, string]>([
    [{}, 'plain'],
    [{ minutesLeft: 18 }, 'warn'],
    [{ state: 'breached', minutesLeft: -4 }, 'bad'],
    [{ state: 'met' }, 'ok'],
    [{ state: 'paused' }, 'dim'],
  ])('with %j looks %s', (values, tone) => expect(toneOf({ ...clock, ...values })).toBe(tone));
});
