/** What it adds to a new ticket that a team decides by itself who gets it. */
import { randomUUID } from 'node:crypto';
import { Desk } from '../../harness/live/desk.mjs';
import { Times } from '../measure.mjs';

const PEOPLE = 20;
const WARM = 40;

/** On a desk of its own: other lines leave tickets behind. */
export async function measureAssignment({ report, size }) {
  const desk = await Desk.open();
  try {
    await measure(await desk.signIn(), { report, size });
  } finally {
    await desk.close();
  }
}

async function measure(api, { report, size }) {
  report.section(`Assignment: a team of ${PEOPLE}, ${size.samples} new tickets with and without it`);
  const { items: roles } = await api.get('/roles');
  const roleIds = [roles.find(({ key }) => key === 'agent').id];
  const memberIds = [];
  for (let n = 0; n < PEOPLE; n += 1) {
    const name = `Agent ${n}`;
    const { id } = await api.post('/users', { name, email: `${randomUUID()}@desk.example`, roleIds });
    await api.put(`/users/${id}/capacity`, { most: 1000 });
    memberIds.push(id);
  }
  const me = await api.get('/me');
  await api.put(`/users/${me.id}/capacity`, { most: 1000 });
  await api.put('/me/availability', { state: 'online' });
  const manual = await api.post('/teams', { name: `By hand ${randomUUID()}`, memberIds: [...memberIds, me.id] });
  const decides = await api.post('/teams', { name: `Decides ${randomUUID()}`, memberIds: [...memberIds, me.id] });
  const contact = await api.post('/contacts', { name: 'Ana Souza' });
  await api.patch(`/teams/${decides.id}/assignment`, { strategy: 'least_busy', sticky: true });

  const open = async (teamId) => {
    const began = performance.now();
    await api.post('/tickets', { subject: `Printer ${randomUUID()}`, contactId: contact.id, teamId });
    return performance.now() - began;
  };
  for (let n = 0; n < WARM; n += 1) for (const team of [manual, decides]) await open(team.id);
  const [without, withIt] = [new Times(), new Times()];
  // In turn, so that whatever else the machine does falls on both.
  for (let n = 0; n < size.samples; n += 1) {
    without.add(await open(manual.id));
    withIt.add(await open(decides.id));
  }
  report.note(`without it ${without.p50.toFixed(1)} ms, with it ${withIt.p50.toFixed(1)} ms`);
  report.figure({
    what: 'what deciding adds, p50',
    value: withIt.p50 - without.p50,
    unit: 'ms',
    aim: { atMost: 3 },
  });
}
