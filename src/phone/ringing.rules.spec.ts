import { ALONE_MS, ringsAt, type Listener, type Ringing } from './ringing.rules.js';

const since = new Date('2026-11-29T12:00:00Z');
const soon = new Date(since.getTime() + 1000);
const later = new Date(since.getTime() + ALONE_MS);
const call = (more: Partial<Ringing> = {}): Ringing => ({
  turn: null,
  wantedUserId: null,
  teamId: 'support',
  declined: [],
  ringsSince: since,
  assigneeId: null,
  teamDecides: false,
  asked: false,
  foundNobody: false,
  meantIsAway: false,
  ...more,
});
const ana = (more: Partial<Listener> = {}): Listener => ({
  id: 'ana',
  online: true,
  busy: false,
  teamIds: ['support'],
  offered: false,
  ...more,
});

it.each<[string, Ringing, Listener, Date, boolean]>([
  ['a team that does not decide: everybody of it', call(), ana(), soon, true],
  ['nobody of another team', call(), ana({ teamIds: ['sales'] }), soon, false],
  ['without a team: everybody', call({ teamId: null }), ana({ teamIds: [] }), soon, true],
  ['nobody who is away', call(), ana({ online: false }), soon, false],
  ['nobody who talks', call(), ana({ busy: true }), soon, false],
  ['not again who declined', call({ declined: ['ana'] }), ana(), soon, false],
  ['a team that decides: who is asked', call({ teamDecides: true, asked: true }), ana({ offered: true }), soon, true],
  ['a team that decides: nobody else', call({ teamDecides: true, asked: true }), ana(), later, false],
  ['a team that decides: none while it has not looked', call({ teamDecides: true }), ana(), soon, false],
  ['a team that decides and does not come to it: then all of it', call({ teamDecides: true }), ana(), later, true],
  ['a team in which nobody has room: all of it', call({ teamDecides: true, foundNobody: true }), ana(), soon, true],
  ['whose ticket it is', call({ assigneeId: 'ana' }), ana({ teamIds: [] }), soon, true],
  ['whose ticket it is not, at first', call({ assigneeId: 'rui' }), ana(), soon, false],
  ['the team, when that person does not answer', call({ assigneeId: 'rui' }), ana(), later, true],
  ['the team, when that person is away', call({ assigneeId: 'rui', meantIsAway: true }), ana(), soon, true],
  ['the team, when who is wanted is away', call({ wantedUserId: 'rui', meantIsAway: true }), ana(), soon, true],
  ['who is wanted', call({ wantedUserId: 'ana', teamId: 'sales' }), ana(), soon, true],
  ['whose turn it is in a group', call({ turn: ['ana', 'rui'] }), ana({ teamIds: [] }), later, true],
  ['nobody of the team whose turn it is not', call({ turn: ['rui'] }), ana(), later, false],
  ['who is not wanted', call({ wantedUserId: 'rui' }), ana(), soon, false],
  ['the team, when who is wanted does not answer', call({ wantedUserId: 'rui' }), ana(), later, true],
])('a call rings at %s', (_, waiting, person, now, expected) => {
  expect(ringsAt(waiting, person, now)).toBe(expected);
});
