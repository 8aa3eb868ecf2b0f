import { describe, expect, it } from '@jest/globals';
import type { Day, Visit } from './day.types.js';
import { choiceOf, withoutFollowers } from './conflict.rules.js';
import type { Answer, ChangeData, ChangeType, Entry } from './outbox.rules.js';
import { mergeDay, mergeVisits, withPending } from './pending.rules.js';
import { mapLink, nextOf, routeOf, summaryOf, workedMs } from './route.rules.js';

const at = (time: string): string => `2026-11-18T${time}:00.000Z`;
const visit = (values: Partial<Visit> = {}): Visit =>
  ({
    id: 'v',
    state: 'scheduled',
    plannedFrom: at('12:00'),
    plannedTo: at('13:00'),
    travelAt: null,
    arrivedAt: null,
    leftAt: null,
    pausedAt: null,
    pausedMinutes: 0,
    checklist: [{ id: 'a', text: 'Measure', required: true }],
    parts: [],
    times: [],
    files: [],
    equipment: [],
    signature: null,
    outcome: null,
    travelMinutes: 10,
    travelKilometres: 4,
    request: 'It is down',
    earlier: [],
    ...values,
  }) as Visit;
let made = 0;
const entry = (type: ChangeType, data: ChangeData, time = '12:00', answer?: Answer): Entry => {
  made += 1;
  return { what: 'change', clientId: `c${made}`, seq: made, visitId: 'v', at: at(time), type, data, answer };
};
const day = (visits: Visit[], values: Partial<Day> = {}): Day => ({
  date: '2026-11-18',
  now: at('11:00'),
  technician: { id: 't', name: 'Bianca Rocha', timezone: 'UTC', sharesPosition: false },
  hours: [],
  visits,
  ...values,
});

describe('the day with what waits on the phone', () => {
  it('shows a visit as far as it was worked', () => {
    const seen = withPending(visit(), [
      entry('step', { action: 'start-travel' }, '11:40'),
      entry('step', { action: 'arrive' }, '12:00'),
      entry('checklist', { itemId: 'a', done: true, itemVersion: 0 }, '12:10'),
      entry('step', { action: 'pause' }, '12:20'),
      entry('step', { action: 'resume' }, '12:35'),
      entry('part', { name: 'SFP', quantity: 2 }, '12:40'),
      entry('signature', { name: 'Osvaldo' }, '12:58'),
      entry('step', { action: 'complete', text: 'Replaced' }, '13:00'),
    ]);

    expect(seen).toMatchObject({
      state: 'done',
      travelAt: at('11:40'),
      arrivedAt: at('12:00'),
      leftAt: at('13:00'),
      pausedMinutes: 15,
      checklist: [{ doneAt: at('12:10'), version: 1 }],
      parts: [{ name: 'SFP', quantity: 2 }],
      signature: { name: 'Osvaldo' },
      outcome: { code: 'solved', text: 'Replaced' },
    });
  });

  it.each<[string, Visit, Entry, Partial<Visit>]>([
    [
      'a step that cannot follow is not shown as done',
      visit({ state: 'cancelled' }),
      entry('step', { action: 'arrive' }),
      { state: 'cancelled', arrivedAt: null },
    ],
    [
      'what the desk said no to does not count',
      visit(),
      entry('step', { action: 'arrive' }, '12:00', { clientId: 'x', status: 'conflict' }),
      { state: 'scheduled' },
    ],
    [
      'a change of another visit does not count',
      visit({ id: 'w' }),
      entry('step', { action: 'arrive' }),
      { state: 'scheduled' },
    ],
    [
      'could not, with its reason',
      visit(),
      entry('step', { action: 'could-not', reason: 'Nobody there' }),
      { state: 'could_not', outcome: { code: 'could_not', text: 'Nobody there' } },
    ],
  ])('%s', (_, given, change, expected) => {
    expect(withPending(given, [change])).toMatchObject(expected);
  });

  it('takes a part back that waits itself', () => {
    const part = entry('part', { name: 'SFP' });
    expect(withPending(visit(), [part, entry('part-removed', { partClientId: part.clientId })]).parts).toEqual([]);
  });

  it('keeps a visit that left the day while something of it is not settled, and no other', () => {
    const old = day([visit(), visit({ id: 'w' })]);

    const merged = mergeDay(old, day([]), [entry('note', { text: 'Nobody' })]);

    expect(merged.visits).toMatchObject([{ id: 'v', gone: true }]);
  });

  it('keeps what only the day tells when a batch answers', () => {
    const { travelMinutes: _, travelKilometres: _1, request: _2, earlier: _3, ...now } = visit({ state: 'on_site' });
    expect(mergeVisits(day([visit()]), [now]).visits[0]).toMatchObject({ state: 'on_site', request: 'It is down' });
  });
});

describe('a conflict', () => {
  const no = (code: string, current?: Record<string, unknown>): Answer => ({
    clientId: 'x',
    status: 'conflict',
    code,
    current,
  });
  it.each<[string, Entry, Visit | undefined, ChangeData | null]>([
    [
      'of a ticked item offers mine on top of theirs',
      entry(
        'checklist',
        { itemId: 'a', done: true, itemVersion: 0 },
        '12:00',
        no('item_changed', { item: { version: 2 } }),
      ),
      visit(),
      { itemVersion: 2, done: true },
    ],
    [
      'of open items offers to leave them open',
      entry('step', { action: 'complete' }, '12:00', no('checklist_open')),
      visit({ state: 'on_site' }),
      { action: 'complete', leaveOpen: true },
    ],
    [
      'of a step offers it again where it may follow now',
      entry('step', { action: 'arrive' }, '12:00', no('visit_state')),
      visit(),
      { action: 'arrive' },
    ],
    [
      'of a step that cannot follow offers nothing',
      entry('step', { action: 'arrive' }, '12:00', no('visit_state')),
      visit({ state: 'on_site' }),
      null,
    ],
    [
      'of a visit that ended leaves the desk’s',
      entry('note', { text: 'x' }, '12:00', no('visit_ended')),
      visit(),
      null,
    ],
    [
      'of a visit of somebody else leaves the desk’s',
      entry('note', { text: 'x' }, '12:00', no('not_yours')),
      undefined,
      null,
    ],
  ])('%s', (_, given, theirs, expected) => {
    const { mine } = choiceOf(given, theirs);
    if (expected === null) expect(mine).toBeNull();
    else expect(mine?.data).toMatchObject(expected);
  });

  it('takes what follows from a change back with it', () => {
    const part = entry('part', { name: 'SFP' });
    const removed = entry('part-removed', { partClientId: part.clientId });
    expect(withoutFollowers([part, removed, entry('note', { text: 'x' })], part.clientId)).toEqual([
      part.clientId,
      removed.clientId,
    ]);
  });
});

describe('the route', () => {
  const visits = [
    visit({ id: '1', state: 'done', arrivedAt: at('09:00'), leftAt: at('10:00') }),
    visit({ id: '2', state: 'on_site', arrivedAt: at('10:30') }),
    visit({ id: '3', plannedFrom: at('14:00'), plannedTo: at('15:00') }),
  ];

  it('puts breaks between the visits', () => {
    const hours = [
      { from: at('08:00'), to: at('12:00') },
      { from: at('13:00'), to: at('18:00') },
    ];
    const stops = routeOf({ visits, hours }, at('11:00'));
    expect(stops.map((stop) => (stop.what === 'break' ? 'break' : stop.visit.id))).toEqual(['1', '2', 'break', '3']);
  });

  it('knows what is next, and sums up what lies ahead', () => {
    expect(nextOf(visits)?.id).toBe('2');
    expect(nextOf([visits[0]!, visits[2]!])?.id).toBe('3');
    expect(summaryOf({ visits })).toEqual({ done: 1, visits: 3, travelMinutes: 10, kilometres: 4, ends: at('15:00') });
  });

  it('runs the time on site without pauses', () => {
    const running = visit({ arrivedAt: at('10:00'), pausedMinutes: 5 });
    expect(workedMs(running, Date.parse(at('11:00')))).toBe(55 * 60_000);
    expect(workedMs({ ...running, pausedAt: at('10:30') }, Date.parse(at('11:00')))).toBe(25 * 60_000);
  });

  it.each([
    [{ lat: -23.5, lng: -46.6, name: 'Filial', address: 'Rua A, 1' }, false, 'geo:-23.5,-46.6?q=-23.5,-46.6(Filial)'],
    [{ lat: null, lng: null, name: '', address: 'Rua A, 1' }, false, 'geo:0,0?q=Rua%20A%2C%201'],
    [{ lat: -23.5, lng: -46.6, name: '', address: 'Rua A, 1' }, true, 'https://maps.apple.com/?daddr=-23.5,-46.6'],
  ])('links to the phone’s own map', (place, apple, expected) => {
    expect(mapLink({ ...place, timezone: 'UTC' }, apple)).toBe(expected);
  });
});
