import { describe, expect, it } from '@jest/globals';
import type { BoardLeg, BoardTechnician, BoardVisit, VisitState } from '../../api/dispatch.types';
import { clashesAt, goneOf, marksOf, toneOf, wordsOf } from './bar.rules';

const at = (clock: string) => `2026-11-18T${clock}:00.000Z`;
const now = new Date(at('11:20'));

const visit = (values: Partial<BoardVisit> = {}): BoardVisit => ({
  id: 'v',
  number: 2291,
  ref: 'W-2291',
  kind: 'repair',
  state: 'scheduled',
  ticket: { id: 't', number: 1042, subject: 'Router offline', priority: 'urgent' },
  company: { id: 'c', name: 'Farma Leste' },
  contact: { id: 'p', name: 'Ana' },
  place: { siteId: 's', name: 'Mooca', address: 'Rua da Mooca, 1', lat: null, lng: null, timezone: 'UTC' },
  territory: null,
  about: '',
  minutes: 60,
  technicianCount: 1,
  skills: [],
  technicians: [{ id: 'rui', userId: 'u', name: 'Rui', lead: true }],
  windowFrom: null,
  windowTo: null,
  plannedFrom: at('13:00'),
  plannedTo: at('14:00'),
  dueAt: null,
  confirmedAt: null,
  mustConfirm: true,
  attendance: null,
  undelivered: null,
  tools: [],
  followUpOf: null,
  seriesId: null,
  version: 1,
  startsAt: null,
  endsAt: null,
  lateMinutes: 0,
  overMinutes: 0,
  risk: 'none',
  pushedBy: null,
  ...values,
});

const rui: BoardTechnician = {
  id: 'rui',
  userId: 'u',
  name: 'Rui',
  timezone: 'UTC',
  skills: [{ skillId: 'net', name: 'Network', level: 3, validUntil: '2026-12-31' }],
  territories: [{ id: 'east', name: 'East' }],
  base: { address: '', lat: null, lng: null },
  hours: [
    { from: at('08:00'), to: at('12:00') },
    { from: at('13:00'), to: at('17:00') },
  ],
  absences: [],
  load: { visits: 0, visitMinutes: 0, travelMinutes: 0, capacityMinutes: 480, percent: 0 },
  position: null,
};

describe('a bar of the board', () => {
  it.each<[VisitState, Partial<BoardVisit>, string]>([
    ['scheduled', {}, 'planned'],
    ['confirmed', {}, 'confirmed'],
    ['confirmed', { risk: 'late' }, 'late'],
    ['confirmed', { risk: 'promise' }, 'cannot'],
    ['on_site', { overMinutes: 10 }, 'late'],
    ['done', { risk: 'promise', overMinutes: 10 }, 'done'],
  ])('that is %s with %j looks %s', (state, values, tone) => expect(toneOf(visit({ state, ...values }))).toBe(tone));

  it.each<[string, Partial<BoardVisit>, object]>([
    ['what and where it is', {}, { key: 'where', kind: 'repair', place: 'Mooca' }],
    ['how long somebody is there', { state: 'on_site', startsAt: at('10:04') }, { key: 'on_site', minutes: 76 }],
    ['when somebody arrives', { state: 'en_route', startsAt: at('11:38') }, { key: 'arrives', at: at('11:38') }],
    ['how late it will be', { state: 'confirmed', lateMinutes: 25 }, { key: 'late', minutes: 25 }],
    [
      'how long after the promise it begins',
      { risk: 'promise', dueAt: at('12:00'), startsAt: at('13:00') },
      { key: 'promise', minutes: 60 },
    ],
    ['that it is over its time', { state: 'on_site', overMinutes: 10 }, { key: 'over', minutes: 10 }],
  ])('says %s', (_, values, words) => expect(wordsOf(visit(values), now)).toEqual(words));

  it('shows how much of its time has gone, only while somebody is there', () => {
    const times = { startsAt: at('11:00'), endsAt: at('12:00') };
    expect(goneOf(visit({ state: 'on_site', ...times }), now)).toBeCloseTo(1 / 3);
    expect(goneOf(visit({ state: 'confirmed', ...times }), now)).toBeNull();
  });
});

describe('what speaks against a slot', () => {
  const codes = (clock: string, values: Partial<BoardVisit> = {}, others: BoardVisit[] = [], legs: BoardLeg[] = []) =>
    clashesAt(visit(values), rui, new Date(at(clock)), others, legs).map(({ code }) => code);

  it('is nothing where it fits', () => expect(codes('13:00')).toEqual([]));

  it.each<[string, string, Partial<BoardVisit>, string[]]>([
    ['a lunch that it runs into', '11:30', {}, ['hours']],
    ['a skill that is missing', '13:00', { skills: [{ skillId: 'fibre', name: 'Fibre', level: 1 }] }, ['skill']],
    ['a skill that is too low', '13:00', { skills: [{ skillId: 'net', name: 'Network', level: 4 }] }, ['skill']],
    ['another territory', '13:00', { territory: { id: 'west', name: 'West' } }, ['territory']],
    ['a promise that has passed', '13:00', { dueAt: at('12:30') }, ['promise']],
    ['the customer’s window', '13:00', { windowFrom: at('14:00') }, ['window']],
  ])('is %s', (_, clock, values, expected) => expect(codes(clock, values)).toEqual(expected));

  it('is another visit, and the way to the next one', () => {
    const next = visit({
      id: 'next',
      company: { id: 'h', name: 'Horizonte' },
      plannedFrom: at('14:30'),
      plannedTo: at('15:30'),
    });
    const leg: BoardLeg = {
      technicianId: 'rui',
      fromVisitId: 'v',
      toVisitId: 'next',
      departAt: at('14:00'),
      arriveAt: at('14:30'),
      minutes: 45,
      kilometres: 9,
      tight: false,
      state: 'planned',
    };
    expect(codes('13:00', {}, [next], [leg])).toEqual(['overlap']);
    expect(codes('13:00', {}, [next], [{ ...leg, minutes: 20 }])).toEqual([]);
    expect(clashesAt(visit(), rui, new Date(at('14:00')), [next], [])).toEqual([
      { code: 'overlap', what: 'Horizonte', minutes: 30, hard: true },
    ]);
  });
});

describe('what somebody should see to', () => {
  it.each([
    ['is planned and must be confirmed', {}, ['unconfirmed']],
    ['needs no answer', { mustConfirm: false }, []],
    ['is confirmed', { state: 'confirmed' }, []],
    ['waits for a time', { state: 'proposed' }, []],
    ['does not suit', { attendance: 'declined' }, ['declined']],
    ['was confirmed and does not suit any more', { state: 'confirmed', attendance: 'declined' }, ['declined']],
    ['suits perhaps', { attendance: 'tentative' }, ['tentative', 'unconfirmed']],
    ['nobody could tell', { undelivered: 'no_way_to_reply' }, ['undelivered', 'unconfirmed']],
    ['is over', { state: 'done', undelivered: 'undelivered', attendance: 'declined' }, []],
  ] as [string, Partial<BoardVisit>, string[]][])('is marked on a visit that %s', (_, values, marks) => {
    expect(marksOf(visit(values))).toEqual(marks);
  });
});
