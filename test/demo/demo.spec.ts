import { jest } from '@jest/globals';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { CallFlows } from '../../src/channels/voice/call-flows.service.js';
import { VoiceSimulator } from '../../src/channels/voice/simulator/voice.simulator.js';
import { DEMO_SIGN_IN } from '../../src/demo/firm.js';
import { seedDemo, type DemoSeed } from '../../src/demo/demo.js';
import { sumsOf, type Position } from '../../src/sales/proposals/proposal.rules.js';
import { Door } from '../harness/door.js';
import { TestApp } from '../harness/app.js';

interface Offered {
  lines: Position[];
  discount: number;
  months: number | null;
  value: string;
  said: string;
}

describe('the demo firm', () => {
  let app: TestApp;
  let seed: DemoSeed;
  let took: number;
  beforeAll(async () => {
    app = await TestApp.boot();
    const begun = Date.now();
    seed = await seedDemo(app.nest);
    took = Date.now() - begun;
  }, 180_000);
  afterAll(() => app.close());

  const number = async (sql: string): Promise<number> =>
    Number((await app.db.query<[{ n: string }]>(`select ${sql} as n`))[0].n);

  it('has two thousand tickets, three hundred contacts and sixty companies, in seconds', async () => {
    expect(seed).toMatchObject({ made: true, tickets: 2_000 });
    // What a person waits for; a busy machine takes its time, so this only finds what has become unbearable.
    expect(took).toBeLessThan(120_000);
    expect(await number('(select count(*) from contacts)')).toBeGreaterThanOrEqual(300);
    expect(await number('(select count(*) from companies)')).toBe(60);
    expect(await number('(select count(*) from users)')).toBe(19);
  });

  it('has technicians under way: visits done, on site, planned and waiting around today', async () => {
    expect(await number('(select count(*) from technicians)')).toBe(6);
    const states = await app.db.query<{ state: string }[]>('select distinct state from visits');
    expect(states.map((row) => row.state)).toEqual(
      expect.arrayContaining(['proposed', 'scheduled', 'confirmed', 'could_not']),
    );
    expect(await number(`(select count(*) from visits where state = 'proposed')`)).toBeGreaterThanOrEqual(6);
  });

  it('is not made twice', async () => {
    expect(await seedDemo(app.nest)).toMatchObject({ made: false });
  });

  it.each([
    [
      'messages of a ticket are numbered without gaps',
      `(select count(*) from (select max(ticket_seq) m, count(*) c from messages group by ticket_id) x where m <> c)`,
    ],
    [
      'messages of a conversation are numbered without gaps',
      `(select count(*) from conversations v where last_seq <> (select count(*) from messages where conversation_id = v.id))`,
    ],
    [
      'events of a ticket are numbered without gaps',
      `(select count(*) from tickets t where event_seq <> (select count(*) from ticket_events where ticket_id = t.id))`,
    ],
    [
      'tickets count their messages',
      `(select count(*) from tickets t where message_seq <> (select count(*) from messages where ticket_id = t.id))`,
    ],
    [
      'nothing happens in the future',
      `(select count(*) from messages where at > now()) + (select count(*) from ticket_events where at > now())`,
    ],
    [
      'time does not run backwards on a ticket',
      `(select count(*) from (select at, lag(at) over (partition by ticket_id order by seq) before from ticket_events) x where at < before)`,
    ],
    [
      'a status is of the category that the ticket has',
      `(select count(*) from tickets t join statuses s on s.id = t.status_id where s.category <> t.category)`,
    ],
    [
      'every inbound message has its envelope',
      `(select count(*) from messages where direction = 'in' and envelope_id is null)`,
    ],
    [
      'every contact has an identity',
      `(select count(*) from contacts c where not exists (select 1 from contact_identities where contact_id = c.id))`,
    ],
    [
      'what a ticket is tagged with is offered for others',
      `(select count(*) from tickets, unnest(tags) tag where tag not in (select name from ticket_tags))`,
    ],
    [
      'no gap of a template stays open',
      `(select count(*) from messages where text ~ '[{}|]') + (select count(*) from tickets where subject ~ '[{}|]')`,
    ],
    [
      'no invented address can belong to anybody',
      `(select count(*) from contact_identities where kind = 'email' and value !~ '\\.example$')`,
    ],
  ])('keeps to the rules of the desk: %s', async (_, breaches) => {
    expect(await number(breaches)).toBe(0);
  });

  it('looks like a desk at work: most is done, some waits, all channels and languages are there', async () => {
    const open = await number(`(select count(*) from tickets where category not in ('solved', 'closed'))`);
    expect(open).toBeGreaterThan(25);
    expect(open).toBeLessThan(200);
    expect(await number(`(select count(*) from tickets where category = 'new')`)).toBeGreaterThan(0);
    expect(await number(`(select count(distinct channels) from tickets where cardinality(channels) > 0)`)).toBe(7);
    // And on each line somebody waits, or is being answered.
    expect(
      await number(`(select count(distinct channels) from tickets
          where cardinality(channels) > 0 and category not in ('solved', 'closed'))`),
    ).toBe(7);
    expect(
      await number(`(select count(*) from tickets t join contacts c on c.id = t.contact_id where c.language = 'en')`),
    ).toBeGreaterThan(200);
  });

  it('has deals that are worth what was offered, and say so in their history', async () => {
    const offered = await app.db.query<Offered[]>(
      `select p.lines, p.discount, p.months, d.value_minor::bigint as value, (e.data ->> 'totalMinor')::bigint as said
       from proposals p join deals d on d.id = p.deal_id
       join deal_events e on e.deal_id = d.id and e.type = 'proposal.sent'`,
    );
    expect(offered.length).toBeGreaterThan(2);
    for (const { lines, discount, months, value, said } of offered) {
      const sums = sumsOf(lines, discount, months);
      expect([Number(value), Number(said)]).toEqual([sums.month, sums.total]);
    }
  });

  it('has won and lost deals whose visits have cost something, in their history too', async () => {
    for (const state of ['won', 'lost']) {
      const costed = `from deals d join deal_tickets l on l.deal_id = d.id where d.state = '${state}' and l.cost > 0`;
      expect(await number(`(select count(*) ${costed})`)).toBeGreaterThan(2);
      expect(
        await number(`(select count(*) ${costed} and l.at between d.created_at and d.closed_at and exists (
          select from deal_events e where e.deal_id = d.id and e.type = 'deal.visit-costed'
            and (e.data ->> 'totalMinor')::bigint = l.cost))`),
      ).toBe(await number(`(select count(*) ${costed})`));
    }
    // Each stands on the dispatch board too, with somebody who was nowhere else.
    expect(
      await number(`(select count(*) from deal_tickets l where l.kind = 'visit' and not exists (
        select from visits v join visit_technicians x on x.visit_id = v.id
        where v.id = l.visit_id and v.ticket_id = l.ticket_id and v.kind = l.visit_kind and v.state = l.visit_state
          and (v.site_id is not null or v.place is not null)))`),
    ).toBe(0);
    expect(
      await number(`(select count(*) from visits a join visit_technicians x on x.visit_id = a.id
        join visit_technicians y on y.technician_id = x.technician_id and y.visit_id > x.visit_id
        join visits b on b.id = y.visit_id and b.planned_from < a.planned_to and b.planned_to > a.planned_from
        where 'done' in (a.state, b.state) and 'feasibility' in (a.kind, b.kind))`),
    ).toBe(0);
    expect(
      await number(
        `(select count(*) from deals d where event_seq <> (select count(*) from deal_events where deal_id = d.id))`,
      ),
    ).toBe(0);
  });

  it('has contracts whose signatures lead to what was signed, and some whose paper nobody scanned', async () => {
    expect(
      await number(`(select count(distinct contract_id) from contract_signatures where file_id is not null)`),
    ).toBe(14);
    expect(
      await number(`(select count(distinct k.company_id) from portal_accounts a join contracts k on k.company_id = a.company_id join contract_signatures s on s.contract_id = k.id
        where s.file_id is not null)`),
    ).toBeGreaterThan(0);
    const [{ names }] = await app.db.query<[{ names: string[] }]>(
      'select array_agg(k.key order by p.place) as names from public_packages p join packages k on k.id = p.package_id',
    );
    expect(names).toEqual(['bronze', 'silver', 'gold-24-7']);
    expect(await number(`(select count(*) from contract_signatures where file_id is null)`)).toBeGreaterThan(10);
  });

  it('can be signed in to, and shows its queue', async () => {
    const session = await app.anyone.post('/session', DEMO_SIGN_IN);
    expect(session.status).toBe(201);
    const helena = new Door(app.url, { cookie: session.headers.get('set-cookie')!.split(';')[0]! });

    const queue = await helena.get<{ items: { number: number; subject: string }[] }>('/tickets?view=all-open&limit=50');
    const mine = await helena.get<{ items: unknown[] }>('/tickets?view=mine');
    const messages = await helena.get<{ items: { text: string }[] }>(
      `/tickets/${queue.body.items[0]!.number}/messages`,
    );

    expect(queue.body.items.length).toBeGreaterThan(20);
    expect(mine.body.items.length).toBeGreaterThan(0);
    expect(messages.body.items.length).toBeGreaterThan(0);
  });

  it('answers its telephone at night: a call rings at once at whoever is there, though others have more room', async () => {
    const session = await app.anyone.post('/session', DEMO_SIGN_IN);
    const helena = new Door(app.url, { cookie: session.headers.get('set-cookie')!.split(';')[0]! });
    await helena.put('/me/availability', { state: 'online' });
    const [line] = await app.get(InboxesService).activeLines('voice');
    jest.spyOn(app.get(CallFlows), 'openings').mockResolvedValue(new Map([['', false]]));

    const call = await app.get(VoiceSimulator).call(line!, {});
    await app.get(VoiceSimulator).idle();
    await app.settle();

    expect(call.heard.slice(0, 3)).toEqual([
      'Jacarandá Locações, olá.',
      'Esta ligação será gravada.',
      'O escritório está fechado agora. Quem está de plantão atende você.',
    ]);
    expect((await helena.get('/phone')).body).toMatchObject({ ringing: [{ number: '+5511955550187' }] });
  });
});
