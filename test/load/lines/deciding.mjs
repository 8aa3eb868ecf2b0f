/** What rules, promises and assignment cost a new ticket together: opened with all of them, and with none, in turns. */
import { randomUUID } from 'node:crypto';
import { Times } from '../measure.mjs';

const ROUNDS = 4;
const WARM = 10;
const PEOPLE = 10;
const WEEK = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
    day,
    [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
  ]),
);
const EVERY = (minutes) => ({ low: minutes, normal: minutes, high: minutes, urgent: minutes });

export async function measureDeciding({ api, report, size }) {
  report.section(`Rules, promises and assignment together: ${size.samples} tickets with them, ${size.samples} without`);
  const rules = (await api.get('/rules')).items;
  const { manual, decides } = await teams(api);
  const contact = await customer(api);
  const policy = await promise(api);
  const turn = async (active) => {
    for (const { id } of rules) await api.patch(`/rules/${id}`, { active });
    await api.patch(`/sla/policies/${policy.id}`, { active });
  };
  const open = async (teamId) => {
    const began = performance.now();
    const ticket = await api.post('/tickets', {
      subject: 'The router is dead',
      contactId: contact.id,
      teamId,
      text: 'Since this morning nothing works in the shop, and the customers are waiting.',
      priority: 'high',
    });
    return { took: performance.now() - began, ticket };
  };
  const [without, withAll] = [new Times(), new Times()];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [on, times, teamId] of [
      [false, without, manual.id],
      [true, withAll, decides.id],
    ]) {
      await turn(on);
      const opened = [];
      for (let n = 0; n < WARM; n += 1) opened.push((await open(teamId)).ticket.id);
      for (let n = 0; n < size.samples / ROUNDS; n += 1) {
        const { took, ticket } = await open(teamId);
        times.add(took);
        opened.push(ticket.id);
        const decided = Boolean(ticket.dueAt) && Boolean(ticket.assignee);
        report.expect(
          decided === on,
          on ? 'a ticket was opened without promise or person' : 'somebody decided while nobody should',
        );
      }
      // Nobody takes on more than fills them.
      await api.post('/tickets/bulk', { ids: opened, change: { status: 'solved' } });
    }
  }
  await turn(true);
  await api.patch(`/sla/policies/${policy.id}`, { active: false });
  report.note(`without them ${without.p50.toFixed(1)} ms, with them ${withAll.p50.toFixed(1)} ms`);
  report.figure({
    what: 'added by deciding everything, p50',
    value: withAll.p50 - without.p50,
    unit: 'ms',
    aim: { atMost: 3 },
  });
}

/** One in which nobody is given anything, and one that gives to the least busy. */
async function teams(api) {
  const { items: roles } = await api.get('/roles');
  const roleIds = [roles.find(({ key }) => key === 'agent').id];
  const memberIds = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const { id } = await api.post('/users', { name: `Agent ${n}`, email: `${randomUUID()}@desk.example`, roleIds });
    memberIds.push(id);
  }
  const me = await api.get('/me');
  await api.put(`/users/${me.id}/capacity`, { most: 1000 });
  await api.put('/me/availability', { state: 'online' });
  const made = async (name) =>
    api.post('/teams', { name: `${name} ${randomUUID()}`, memberIds: [...memberIds, me.id] });
  const [manual, decides] = [await made('By hand'), await made('Decides')];
  await api.patch(`/teams/${decides.id}/assignment`, { strategy: 'least_busy', sticky: true });
  return { manual, decides };
}

/** Of a company with two places, as most that pay for promises are. */
async function customer(api) {
  const company = await api.post('/companies', { name: 'Deciding', segment: 'iot-analytics' });
  for (const name of ['Shop', 'Depot'])
    await api.post('/sites', { companyId: company.id, name, address: 'Rua Nova, 1' });
  return api.post('/contacts', {
    name: 'Ana',
    companyId: company.id,
    identities: [{ kind: 'email', value: 'ana@deciding-load.example' }],
  });
}

async function promise(api) {
  const calendar = await api.post('/sla/calendars', { name: 'Office', timezone: 'America/Sao_Paulo', hours: WEEK });
  return api.post('/sla/policies', {
    name: 'Everybody',
    conditions: { all: [{ field: 'priority', op: 'at_least', value: 'normal' }] },
    targets: [
      { target: 'first_response', hours: 'business', calendarId: calendar.id, minutes: EVERY(60) },
      { target: 'resolution', hours: 'business', minutes: EVERY(1_440) },
    ],
    steps: [{ when: { kind: 'used', percent: 75 }, actions: [] }],
  });
}
