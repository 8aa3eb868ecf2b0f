import type { ActivityView } from '../../src/sales/activities/activity.dto.js';
import type { DealView } from '../../src/sales/deals/deal.dto.js';
import type { TimelinePage } from '../../src/tickets/history/timeline.dto.js';
import { Clock } from '../../src/platform/clock.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { agent, lead, makeTeam, signIn, type Person } from '../harness/people.js';

const MINUTE = 60_000;

describe('what is said in person', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let ines: Person;
  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app);
    ines = await agent(app);
  });
  afterAll(() => app.close());

  const from = (minutes: number): string => new Date(app.get(Clock).millis() + minutes * MINUTE).toISOString();
  const happened = async (more: object, by = ines): Promise<ActivityView> => {
    const { status, body } = await by.post<ActivityView>('/activities', {
      kind: 'meeting',
      subject: 'At the counter',
      dueAt: from(-1),
      doneAt: from(-1),
      ...more,
    });
    expect({ status, body }).toMatchObject({ status: 201 });
    return body;
  };
  const texts = async (path: string, by = ines): Promise<string[]> => {
    const { status, body } = await by.get<TimelinePage>(path);
    expect(status).toBe(200);
    return body.items.map(({ text }) => text);
  };

  it('stands among mails on the timeline of the person and of the company, page by page', async () => {
    const company = (await boss.post<{ id: string }>('/companies', { name: 'Loja do Porto' })).body;
    const contact = await make.contact();
    await boss.patch(`/contacts/${contact.id}`, { companyId: company.id, version: 1 });
    const { ticket } = await make.letter({ contactId: contact.id, companyId: company.id, text: 'a mail' });
    await happened({ contactId: contact.id, companyId: company.id, doneAt: from(-60), subject: 'before it' });
    await happened({
      contactId: contact.id,
      companyId: company.id,
      doneAt: from(0),
      kind: 'visit',
      subject: 'after it',
      attendees: [{ name: 'Paulo Reis' }],
      outcome: 'Two more routers',
    });
    await happened({ contactId: contact.id, kind: 'task', subject: 'a task is nothing that was said' });

    for (const whose of [`contacts/${contact.id}`, `companies/${company.id}`]) {
      const all: TimelinePage['items'] = [];
      let cursor: string | null = null;
      do {
        const page: { body: TimelinePage } = await ines.get<TimelinePage>(
          `/${whose}/timeline?limit=1${cursor ? `&cursor=${cursor}` : ''}`,
        );
        all.push(...page.body.items);
        cursor = page.body.nextCursor;
      } while (cursor);
      expect(all).toMatchObject([
        {
          kind: 'visit',
          direction: 'internal',
          ticketId: null,
          from: { name: ines.name },
          text: 'after it\n\nPaulo Reis\n\nTwo more routers',
          meta: { attendees: [{ name: 'Paulo Reis' }], outcome: 'Two more routers' },
        },
        { kind: 'message', ticketId: ticket.id, text: 'a mail' },
        { kind: 'meeting', text: 'before it' },
      ]);
    }
  });

  it('stands on a ticket as a message, and so only once with its customer', async () => {
    const { ticket } = await make.letter({ text: 'It is broken' });
    for (const kind of ['meeting', 'visit']) {
      await happened({ kind, subject: `A ${kind}`, ticketId: ticket.id, contactId: ticket.contactId });
    }

    const said = (await ines.get<TimelinePage>(`/tickets/${ticket.id}/messages`)).body.items;
    expect(said.map(({ kind, text }) => [kind, text])).toEqual([
      ['message', 'It is broken'],
      ['meeting', 'A meeting'],
      ['visit', 'A visit'],
    ]);
    expect(await texts(`/contacts/${ticket.contactId}/timeline`)).toEqual(['A visit', 'A meeting', 'It is broken']);
  });

  it('stands with everybody who was there, and with who they became part of', async () => {
    const [host, guest, other] = [await make.contact(), await make.contact(), await make.contact()];
    await happened({ contactId: host.id, attendees: [{ name: 'Guest', contactId: guest.id }] });

    expect(await texts(`/contacts/${host.id}/timeline`)).toEqual(['At the counter\n\nGuest']);
    expect(await texts(`/contacts/${guest.id}/timeline`)).toEqual(['At the counter\n\nGuest']);
    await boss.post(`/contacts/${other.id}/merge`, { otherId: host.id });
    expect(await texts(`/contacts/${other.id}/timeline`)).toEqual(['At the counter\n\nGuest']);
  });

  it('is written down in one step, invites nobody and reminds of nothing', async () => {
    const contact = await make.contact();
    const meeting = await happened({
      contactId: contact.id,
      attendees: [{ name: 'Ana', email: 'ana@client.example' }],
    });

    expect(meeting).toMatchObject({ invites: false, attendees: [{ name: 'Ana' }] });
    expect(meeting.doneAt).not.toBeNull();
    await app.settle();
    expect(await app.db.query('select 1 from activity_invitations where activity_id = $1', [meeting.id])).toEqual([]);
    const still = { kind: 'meeting', subject: 'Soon', contactId: contact.id, dueAt: from(60) };
    expect((await ines.post('/activities', { ...still, doneAt: from(60) })).status).toBe(422);
    expect((await ines.post('/activities', { ...still, outcome: 'Fine' })).status).toBe(422);
  });

  it('is written by nobody who may not, and on a deal by who sells', async () => {
    const contact = await make.contact();
    const stages = [{ name: 'First contact', probability: 10 }];
    const pipeline = (await boss.post<{ id: string }>('/pipelines', { name: 'Rental', currency: 'BRL', stages })).body;
    const deal = (
      await boss.post<DealView>('/deals', { title: '12 notebooks', contactId: contact.id, pipelineId: pipeline.id })
    ).body;
    const meeting = { kind: 'meeting', subject: 'Their place', dueAt: from(60) };

    for (const role of ['technician', 'dispatcher', 'analyst'] as const) {
      const who = await signIn(app, role);
      expect((await who.post('/activities', { ...meeting, contactId: contact.id })).status).toBe(403);
    }
    expect((await ines.post('/activities', { ...meeting, dealId: deal.id })).status).toBe(403);
    const planned = (await boss.post<ActivityView>('/activities', { ...meeting, dealId: deal.id })).body;
    expect((await ines.post(`/activities/${planned.id}/done`, { version: planned.version })).status).toBe(403);
    const own = (await ines.post<ActivityView>('/activities', { ...meeting, contactId: contact.id })).body;
    expect((await ines.post(`/activities/${own.id}/done`, { version: own.version })).status).toBe(200);
  });

  it('is, read on the page of their company, a look at everybody who was there', async () => {
    const company = (await boss.post<{ id: string }>('/companies', { name: 'Where they met' })).body;
    const guest = await make.contact();
    await app.db.query('update contacts set special = true where id = $1', [guest.id]);
    const seen = () => app.db.query('select user_id from contact_views where contact_id = $1', [guest.id]);
    await happened({ companyId: company.id, attendees: [{ name: 'Guest', contactId: guest.id }] });
    expect(await seen()).toEqual([]);

    expect(await texts(`/companies/${company.id}/timeline`)).toEqual(['At the counter\n\nGuest']);

    expect(await seen()).toEqual([{ user_id: ines.id }]);
  });

  it('is nothing to who sees neither the ticket nor any deals', async () => {
    const team = await makeTeam(app);
    const member = await agent(app, { teamIds: [team.id] });
    const { ticket } = await make.letter({ teamId: team.id, text: 'for the team' });
    const other = await make.contact();
    const of = {
      ticketId: ticket.id,
      contactId: ticket.contactId,
      attendees: [{ name: 'Guest', contactId: other.id }],
    };
    const meeting = await happened(of, member);
    await happened({ contactId: other.id, subject: 'for everybody' }, member);

    expect(await texts(`/contacts/${ticket.contactId}/timeline`)).toEqual([]);
    expect(await texts(`/contacts/${other.id}/timeline`)).toEqual(['for everybody']);
    expect((await ines.get(`/activities/${meeting.id}`)).status).toBe(404);
    expect(await texts(`/contacts/${other.id}/timeline`, member)).toContain('At the counter\n\nGuest');
    const dispatcher = await signIn(app, 'dispatcher', { teamIds: [team.id] });
    expect(await texts(`/contacts/${other.id}/timeline`, dispatcher)).toEqual([]);
    await app.db.query('update contacts set special = true where id = $1', [ticket.contactId]);
    const company = (await boss.post<{ id: string }>('/companies', { name: 'Their firm' })).body;
    await app.db.query('update tickets set company_id = $1 where id = $2', [company.id, ticket.id]);
    expect(await texts(`/companies/${company.id}/timeline`)).toEqual([]);
    expect(await texts(`/companies/${company.id}/timeline`, member)).toHaveLength(2);
    expect(await app.db.query('select user_id from contact_views where contact_id = $1', [ticket.contactId])).toEqual([
      { user_id: member.id },
    ]);
    const unknown = '01900000-0000-7000-8000-00000000dead';
    expect((await ines.get(`/companies/${unknown}/timeline`)).status).toBe(404);
  });
});
