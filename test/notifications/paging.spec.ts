import { TwilioSimulator } from '../../src/channels/twilio/simulator/twilio-simulator.service.js';
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

  it.each(['11 98765-4321', '+999999', 'call me'])('does not take “%s” for a number', async (phone) => {
    const refused = await (await agent(app)).patch('/me', { phone });

    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'phone' }] } });
  });

  it('forgets a number that is taken away', async () => {
    const night = await withPhone('+5511987654324');

    expect((await night.patch<{ phone: unknown }>('/me', { phone: '' })).body.phone).toBeNull();
  });
});
