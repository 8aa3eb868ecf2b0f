import type { PolicyList, PolicyView } from '../../src/sla/policy.dto.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { agent, lead, type Person } from '../harness/people.js';

const targets = [{ target: 'first_response', hours: 'business', minutes: { normal: 60 } }];

describe('policies', () => {
  let app: TestApp;
  let boss: Person;
  let ana: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    [boss, ana] = [await lead(app), await agent(app)];
  });
  afterAll(() => app.close());

  let made = 0;
  const add = (more: object = {}) =>
    boss.post<PolicyView & { errors?: { path: string }[] }>('/sla/policies', {
      name: `Policy ${(made += 1)}`,
      targets,
      ...more,
    });
  const list = async (): Promise<PolicyView[]> => (await ana.get<PolicyList>('/sla/policies')).body.items;

  it('are shipped as examples that promise nothing until somebody turns them on', async () => {
    expect((await list()).map(({ name, active }) => [name, active])).toEqual([
      ['Security desk, day and night', false],
      ['Urgent, on site within four hours', false],
      ['Rental support, next business day', false],
    ]);
    for (const { id, version } of await list())
      expect((await boss.patch(`/sla/policies/${id}`, { version, active: false })).status).toBe(200);
  });

  it('show the same in the list as one by one (Zammad 3837)', async () => {
    const { body } = await add({ about: 'For everybody' });

    expect((await list()).find((one) => one.id === body.id)).toEqual(body);
    expect((await ana.get(`/sla/policies/${body.id}`)).body).toEqual(body);
  });

  it('are asked in the order that a lead gives them', async () => {
    await add();
    const turned = (await list()).map((one) => one.id).reverse();

    expect(
      (await boss.put<PolicyList>('/sla/policies/order', { ids: turned })).body.items.map((one) => one.id),
    ).toEqual(turned);
    expect((await boss.put('/sla/policies/order', { ids: turned.slice(1) })).status).toBe(422);
    expect((await ana.put('/sla/policies/order', { ids: turned })).status).toBe(403);
  });

  it.each([
    ['nothing promised', { targets: [] }, 'targets'],
    ['the same twice', { targets: [...targets, ...targets] }, 'targets[1].target'],
    ['no minutes', { targets: [{ ...targets[0], minutes: {} }] }, 'targets[0].minutes'],
    ['no time', { targets: [{ ...targets[0], minutes: { normal: 0 } }] }, 'targets[0].minutes.normal'],
    ['a calendar that is not there', { targets: [{ ...targets[0], calendarId: newId() }] }, 'targets[0].calendarId'],
    ['a condition about nothing', { conditions: { field: 'weather', op: 'is', value: 'rain' } }, 'conditions.field'],
    ['a warning after the end', { steps: [{ when: { kind: 'used', percent: 100 }, actions: [] }] }, 'steps[0].when'],
    [
      'an action without whom',
      { steps: [{ when: { kind: 'breach' }, actions: [{ type: 'assign_team' }] }] },
      'steps[0].actions[0].teamId',
    ],
    [
      'a team that is not there',
      { steps: [{ when: { kind: 'breach' }, actions: [{ type: 'assign_team', teamId: newId() }] }] },
      'steps[0].actions[0].teamId',
    ],
    [
      'answers on no channel',
      { targets: [{ target: 'answer', hours: 'calendar', minutes: { normal: 1 } }] },
      'targets[0].channels',
    ],
  ])('are refused with %s', async (_, more, path) => {
    expect(await add(more)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  it('are changed by those who may, and only as they were seen', async () => {
    const { body } = await add();

    expect((await ana.patch(`/sla/policies/${body.id}`, { name: 'Mine' })).status).toBe(403);
    expect(await boss.patch(`/sla/policies/${body.id}`, { version: 9, name: 'Late' })).toMatchObject({ status: 409 });
    expect((await boss.delete(`/sla/policies/${body.id}`)).status).toBe(204);
    expect((await boss.get(`/sla/policies/${body.id}`)).status).toBe(404);
  });

  it('keep the calendar that they are kept on', async () => {
    const hours = { mon: [['09:00', '17:00']] };
    const calendar = await boss.post<{ id: string }>('/sla/calendars', { name: 'Kept', timezone: 'UTC', hours });
    const policy = await add({ targets: [{ ...targets[0], calendarId: calendar.body.id }] });
    expect(policy.status).toBe(201);

    expect(await boss.delete(`/sla/calendars/${calendar.body.id}`)).toMatchObject({
      status: 409,
      body: { code: 'calendar_in_use' },
    });
    await boss.delete(`/sla/policies/${policy.body.id}`);

    expect((await boss.delete(`/sla/calendars/${calendar.body.id}`)).status).toBe(204);
  });
});
