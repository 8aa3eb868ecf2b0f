import { TwilioSimulator } from '../../src/channels/twilio/simulator/twilio-simulator.service.js';
import { PagedCalls } from '../../src/channels/voice/paging/paged-calls.js';
import { VoiceSimulator } from '../../src/channels/voice/simulator/voice.simulator.js';
import { NotificationListeners } from '../../src/notifications/notification-listeners.js';
import type { TicketEventView } from '../../src/tickets/history/ticket-event.dto.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { administrator, agent, type Person } from '../harness/people.js';

describe('a page', () => {
  let app: TestApp;
  let make: Make;
  let admin: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    admin = await administrator(app);
  }, 120_000);
  afterAll(() => app.close());

  const texts = (to: string) => app.get(TwilioSimulator).messages.all.filter((message) => message.to === to);
  const withPhone = async (phone: string): Promise<Person> => {
    const person = await agent(app);
    expect(await person.patch('/me', { phone })).toMatchObject({ status: 200 });
    return person;
  };
  const page = async (userId: string, ticketId: string, by: 'text' | 'call' = 'text') => {
    const at = new Date().toISOString();
    const fact = { ticketId, target: 'first_response' as const, instance: 1, level: 'after:10', at, dueAt: at };
    await app.get(NotificationListeners).paged({ ...fact, userIds: [userId], by });
    await app.settle();
  };
  const written = async (ticketId: string) =>
    (await admin.get<{ items: TicketEventView[] }>(`/tickets/${ticketId}/events`)).body.items.filter(({ type }) =>
      type.startsWith('person.'),
    );

  it('says in the history that no line can page, until one is there', async () => {
    const night = await withPhone('+55 11 98765-4321');
    const ticket = await make.ticket({ subject: 'Alarm' });

    await page(night.id, ticket.id);

    expect(await written(ticket.id)).toMatchObject([
      { type: 'person.not-paged-no-line', data: { userId: night.id, name: night.name } },
    ]);
  });

  describe('where a line for texts is', () => {
    beforeAll(async () => {
      const settings = { account: 'simulated' };
      const line = { channel: 'sms', name: 'Night texts', address: '+14155550100', settings };
      expect(await admin.post('/inboxes', line)).toMatchObject({ status: 201 });
    });

    it('is a text of a few words in the reader’s language, once, and stands in the history', async () => {
      const night = await withPhone('+55 (11) 98765-4322');
      await night.patch('/me', { language: 'pt-BR' });
      const ticket = await make.ticket({ subject: 'Elevador parado' });

      await page(night.id, ticket.id);

      expect(texts('+5511987654322')).toMatchObject([
        { body: expect.stringContaining(`Você está sendo chamado. Primeira resposta em atraso: #${ticket.number}`) },
      ]);
      expect(await written(ticket.id)).toMatchObject([
        { type: 'person.paged-text', data: { name: night.name, line: 'Night texts' } },
      ]);
    });

    it('is a text where a call was wanted and nothing can call', async () => {
      const night = await withPhone('+5511987654323');

      await page(night.id, (await make.ticket()).id, 'call');

      expect(texts('+5511987654323')).toHaveLength(1);
    });

    it('goes to nobody without a number, and the history says so', async () => {
      const night = await agent(app);
      const ticket = await make.ticket();

      await page(night.id, ticket.id);

      expect(await written(ticket.id)).toMatchObject([{ type: 'person.not-paged-no-number' }]);
    });

    it('tells the reason of the provider where it is refused for good', async () => {
      const night = await withPhone('+15005550004');
      const ticket = await make.ticket();

      await page(night.id, ticket.id);

      expect(await written(ticket.id)).toMatchObject([
        { type: 'person.not-paged-refused', data: { detail: expect.stringContaining('STOP') } },
      ]);
    });
  });

  describe('where a line for calls is', () => {
    const settle = async () => {
      for (let round = 0; round < 3; round += 1) {
        await app.get(VoiceSimulator).idle();
        await app.settle();
      }
    };
    const calls = (to: string) =>
      app.db.query<{ heard: string[] }[]>(
        `select call->'heard' as heard from simulated_calls where call->>'to' = $1 and call ? 'calledBy' order by updated_at`,
        [to],
      );
    const byType = (a: TicketEventView, b: TicketEventView) => a.type.localeCompare(b.type);
    const again = async (to: string) => {
      const [row] = await app.db.query<{ id: string; tries: number }[]>(
        'select id, tries from paged_calls where number = $1',
        [to],
      );
      await app.get(PagedCalls).again(row!);
      await settle();
    };
    beforeAll(async () => {
      const line = {
        channel: 'voice',
        name: 'Night calls',
        address: '+551140000900',
        settings: { account: 'simulated' },
      };
      expect(await admin.post('/inboxes', line)).toMatchObject({ status: 201 });
    });

    it('is a call in the reader’s language that asks for a 1; who presses it has confirmed', async () => {
      const night = await withPhone('+5511987654390');
      await night.patch('/me', { language: 'pt-BR' });
      const ticket = await make.ticket({ subject: 'Elevador parado' });

      await page(night.id, ticket.id, 'call');
      await settle();

      const [call] = await calls('+5511987654390');
      expect(call!.heard).toEqual([
        expect.stringMatching(/Você está sendo chamado.*Elevador parado.*Digite 1/),
        '[pressed 1]',
        'Obrigado. Está confirmado.',
        '[hung up]',
      ]);
      expect((await written(ticket.id)).toSorted(byType)).toMatchObject([
        { type: 'person.page-confirmed', data: { name: night.name, tries: 1 } },
        { type: 'person.paged-call', data: { name: night.name, line: 'Night calls' } },
      ]);
      expect((await night.get('/notifications/unread')).body).toMatchObject({ unread: 0 });
    });

    it('that nobody answers is tried three times, and then the history says so', async () => {
      const night = await withPhone('+5511987650000');
      const ticket = await make.ticket();

      await page(night.id, ticket.id, 'call');
      await settle();
      await again('+5511987650000');
      expect(await written(ticket.id)).toHaveLength(1);
      await again('+5511987650000');

      expect(await calls('+5511987650000')).toHaveLength(3);
      expect((await written(ticket.id)).toSorted(byType)).toMatchObject([
        { type: 'person.page-unanswered', data: { tries: 3 } },
        { type: 'person.paged-call' },
      ]);
      await app.get(PagedCalls).again({
        id: (await app.db.query<{ id: string }[]>(`select id from paged_calls where number = '+5511987650000'`))[0]!.id,
        tries: 3,
      });
      expect(await calls('+5511987650000')).toHaveLength(3);
    });
  });

  it.each(['11 98765-4321', '+999999', 'call me'])('does not take “%s” for a number', async (phone) => {
    const refused = await (await agent(app)).patch('/me', { phone });

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'phone' }] } });
  });

  it('forgets a number that is taken away', async () => {
    const night = await withPhone('+5511987654324');

    expect((await night.patch<{ phone: unknown }>('/me', { phone: '' })).body.phone).toBeNull();
  });
});
