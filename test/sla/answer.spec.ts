import { jest } from '@jest/globals';
import { PromiseTimer } from '../../src/sla/promise-timer.js';
import type { ClockList, ClockView } from '../../src/sla/clock.dto.js';
import { desk, leave, say, visitor, type ChatInbox } from '../chat/visitors.js';
import type { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import type { Person } from '../harness/people.js';

const MINUTE = 60_000;

describe('the speed of answer in a chat', () => {
  let app: TestApp;
  let admin: Person;
  let inbox: ChatInbox;
  beforeAll(async () => {
    ({ app, admin, inbox } = await desk());
    const { status } = await admin.post('/sla/policies', {
      name: 'Live lines',
      targets: [
        { target: 'answer', hours: 'calendar', channels: ['chat'], minutes: { normal: 2 } },
        { target: 'first_response', hours: 'calendar', minutes: { normal: 60 } },
      ],
    });
    expect(status).toBe(201);
  });
  afterEach(() => {
    leave();
    jest.restoreAllMocks();
  });
  afterAll(() => app?.close());

  const waits = async (text: string): Promise<{ ticket: number; say: (more: string) => Promise<number> }> => {
    const client = await visitor(app, inbox);
    await say(client, text);
    return { ticket: client.state.conversation!.ticket!, say: (more) => say(client, more) };
  };
  const answers = async (ticket: number): Promise<ClockView[]> =>
    (await admin.get<ClockList>(`/tickets/${ticket}/clocks`)).body.items.filter(({ target }) => target === 'answer');
  const write = async (ticket: number, kind: 'reply' | 'note'): Promise<void> =>
    expect((await admin.post(`/tickets/${ticket}/messages`, { kind, text: 'Which lights are on?' })).status).toBe(201);

  it('is kept by the agent’s reply, not by a note, and runs again with the next question', async () => {
    const { ticket, say: more } = await waits('The router is dead');
    expect(await answers(ticket)).toMatchObject([{ state: 'running', targetMinutes: 2, endedAt: null }]);

    await write(ticket, 'note');
    await more('Hello?');
    expect(await answers(ticket)).toMatchObject([{ state: 'running', instance: 1 }]);

    await write(ticket, 'reply');
    expect(await answers(ticket)).toMatchObject([{ state: 'met', endedFor: 'answer' }]);

    await more('None of them');
    expect(await answers(ticket)).toMatchObject([{ state: 'met' }, { state: 'running', instance: 2 }]);
  });

  it('is broken when it was due, also where somebody answers later', async () => {
    const { ticket } = await waits('Nobody there?');
    const [clock] = await answers(ticket);

    passed(app, 5 * MINUTE);
    while ((await app.get(PromiseTimer).fire()) > 0);
    expect(await answers(ticket)).toMatchObject([{ state: 'breached', breachedAt: clock!.dueAt, endedAt: null }]);

    await write(ticket, 'reply');
    const [late] = await answers(ticket);
    expect(late).toMatchObject({ state: 'breached', endedFor: 'answer' });
    expect(late!.minutesUsed).toBeGreaterThanOrEqual(5);
  });
});
