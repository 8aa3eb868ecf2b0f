import { AttachmentsService } from '../../src/conversations/attachments.service.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { TicketWriter } from '../../src/tickets/ticket-writer.service.js';
import { TestApp } from '../harness/app.js';
import { customer, EVERYTHING, type SignedInCustomer } from '../harness/customers.js';
import type { Door } from '../harness/door.js';
import { Make } from '../harness/make.js';
import { lead, type Person } from '../harness/people.js';

/** What one company has with us. Every text of it carries its mark, so that it is known wherever it turns up. */
interface Firm {
  mark: string;
  companyId: string;
  sites: string[];
  /** A ticket of the contact, of a colleague, and of a colleague about the first site. */
  tickets: Record<'own' | 'colleague' | 'atSite', { id: string; number: number }>;
  visits: Record<'own' | 'atSite', string>;
  file: string;
  people: Record<'own' | 'site' | 'boss', SignedInCustomer>;
  sessionId: string;
  equipment: string[];
  /** For the company, and for its package. */
  notices: string[];
  invoices: string[];
  /** On its contract, with the document that was signed. */
  signature: string;
  /** For its package alone, with a picture. */
  article: string;
  picture: string;
  /** Published, with a file and a live figure; of the one who sees everything. */
  report: { id: string; number: number; fileId: string; draftFileId: string; tileId: string };
}

/** A body that would do something, for every route that takes one. */
const BODIES: Record<string, object> = {
  'PATCH /portal/me': { notify: true },
  'POST /portal/chat': {},
  'PUT /portal/notices/{id}/dismissal': {},
  'POST /portal/me/data-requests': { kind: 'export' },
  'POST /portal/me/password': { password: 'a long and quiet river' },
  'POST /portal/tickets': { subject: 'New', text: 'Something new' },
  'POST /portal/tickets/{id}/messages': { text: 'And another thing' },
  'POST /portal/tickets/{id}/read': {},
  'POST /portal/visits/{id}/answer': { action: 'cancel', text: 'No' },
  'POST /portal/packages/{id}/requests': { text: 'Please' },
  'POST /portal/reports': { title: 'Uptime' },
  'POST /portal/reports/{id}/withdrawal': { version: 1 },
  'POST /portal/reports/{id}/questions': { text: 'And for May?' },
  'POST /portal/people': { email: 'new@elsewhere.example', name: 'New', rights: { tickets: 'own' } },
  'PATCH /portal/people/{id}': { version: 1, state: 'revoked' },
  'POST /portal/articles/suggestions': { text: 'NORTH SOUTH article', language: 'en' },
  'POST /portal/articles/{id}/feedback': { helpful: true, language: 'en' },
  'POST /portal/articles/{id}/solved': {},
};
/** What a route must be asked with. */
const QUERIES: Record<string, string> = { '/portal/readings/{id}/chart': '?metric=temperature' };
/** These end what the walk stands on; that they work is told elsewhere. */
const NOT_WALKED = ['DELETE /portal/session', 'POST /portal/me/password'];
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

describe('between two companies', () => {
  let app: TestApp;
  let make: Make;
  let boss: Person;
  let routes: { method: string; path: string; isPublic: boolean }[];
  let [north, south]: Firm[] = [];
  const secrets = ['STAFF-NOTE', 'SUPPLIER-WORD', 'NOT-SENT-YET', 'rui.secret@desk.example'];

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    boss = await lead(app, { name: 'Rui', email: 'rui.secret@desk.example' });
    north = await firm('NORTH');
    south = await firm('SOUTH');
    const { body } = await app.anyone.get<{ paths: Record<string, Record<string, { security?: object[] }>> }>(
      '//api/openapi.json',
    );
    routes = Object.entries(body.paths)
      .map(([path, methods]) => [path.replace(/^\/api\/v1/, ''), methods] as const)
      .filter(([path]) => path.startsWith('/portal/'))
      .flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([method]) => METHODS.includes(method))
          .map(([method, { security }]) => ({
            method: method.toUpperCase(),
            path,
            isPublic: security?.length === 0,
          })),
      );
  }, 120_000);
  afterAll(() => app.close());

  async function firm(mark: string): Promise<Firm> {
    const { id: companyId } = await make.company(`${mark} Ltd`);
    const site = async (name: string): Promise<string> =>
      (await boss.post<{ id: string }>('/sites', { companyId, name: `${mark} ${name}`, address: `${mark} street` }))
        .body.id;
    const sites = [await site('one'), await site('two')];
    const own = await customer(app, { name: `${mark} Ana`, companyId });
    const colleague = await customer(app, {
      name: `${mark} Bia`,
      companyId,
      rights: { tickets: 'sites', siteIds: [sites[0]!] },
    });
    const everything = await customer(app, { name: `${mark} Caio`, companyId, rights: EVERYTHING });
    const inbox = await make.inbox();
    const open = async (contactId: string, subject: string) => {
      const ticket = await make.ticket({ contactId, companyId, subject: `${mark} ${subject}`, inboxId: inbox.id });
      const thread = await make.conversation(ticket, inbox);
      const first = await make.said(ticket.id, thread, `${mark} ${subject} is broken`);
      const say = (text: string, more: object) =>
        make.said(ticket.id, thread, `${mark} ${text}`, { sender: { name: 'Rui' }, ...more });
      const byUs = { direction: 'out', author: { kind: 'user', id: boss.id } } as const;
      await say('is answered', { ...byUs, sender: { name: 'Rui', address: 'rui.secret@desk.example' }, state: 'sent' });
      await say('NOT-SENT-YET', { ...byUs, state: 'scheduled', sendAt: new Date('2199-01-01T00:00:00Z') });
      await say('STAFF-NOTE', { kind: 'note', direction: 'internal', author: { kind: 'user', id: boss.id } });
      await say('SUPPLIER-WORD', { meta: { thirdParty: true } });
      return { ticket, first };
    };
    const mine = await open(own.contactId, 'printer');
    const theirs = await open(everything.contactId, 'router');
    const atSite = await open(everything.contactId, 'door');
    await app.db.query('update tickets set site_id = $2 where id = $1', [atSite.ticket.id, sites[0]]);
    const file = await app
      .get(AttachmentsService)
      .keep('kept:test', { name: `${mark}.txt`, type: 'text/plain', content: Buffer.from(mark) });
    await app.db.query('update attachments set message_id = $2 where id = $1', [file.id, mine.first.id]);
    const visit = async (ticketId: string, siteId?: string): Promise<string> => {
      const { body, status } = await boss.post<{ id: string }>('/visits', {
        ticketId,
        kind: 'repair',
        about: mark,
        siteId,
      });
      expect(status).toBe(201);
      return body.id;
    };
    const model = (
      await boss.post<{ id: string }>('/equipment/models', {
        maker: mark,
        name: 'Router',
        kind: 'router',
        family: 'it',
      })
    ).body.id;
    const unit = async (siteId: string): Promise<string> => {
      const made = await boss.post<{ id: string }>('/equipment', {
        modelId: model,
        siteId,
        companyId,
        notes: 'STAFF-NOTE',
      });
      expect(made.status).toBe(201);
      return made.body.id;
    };
    /** It has said something, and is in trouble. */
    const measuring = async (id: string): Promise<string> => {
      await app.db.query(
        `with line as (insert into telemetry_series (equipment_id, metric_id, last_at, last_value, seen_at)
           select $1, id, now(), 4, now() from telemetry_metrics where model_id = $2 returning id, metric_id),
         reading as (insert into telemetry_readings select id, now(), 4 from line),
         threshold as (insert into telemetry_thresholds (id, model_id, metric_id, kind, value, severity, created_at, deleted_at)
           select gen_random_uuid(), $2, metric_id, 'above', 3, 'warning', now(), now() from line returning id, metric_id)
         insert into telemetry_alerts (id, equipment_id, threshold_id, metric_id, company_id, kind, threshold_value, severity, state, since, opened_at, fired_at)
         select gen_random_uuid(), $1, id, metric_id, $3, 'above', 3, 'warning', 'cleared', now(), now(), now() from threshold`,
        [id, model, companyId],
      );
      return id;
    };
    const words = { nameEn: `${mark} temperature`, namePt: `${mark} temperatura` };
    const measured = { modelId: model, key: 'temperature', ...words };
    expect((await boss.post('/telemetry/metrics', measured)).status).toBe(201);
    const invoice = async (text: string, issued: boolean): Promise<string> => {
      const lines = [{ text: `${mark} ${text}`, unitAmount: 12_300 }];
      const made = await boss.post<{ id: string }>('/invoices', { companyId, lines, currency: 'BRL', reference: mark });
      expect(made.status).toBe(201);
      if (issued) expect((await boss.post(`/invoices/${made.body.id}/issue`, {})).status).toBe(200);
      return made.body.id;
    };
    const pack = await boss.post<{ id: string }>('/packages', { key: mark.toLowerCase(), name: `${mark} package` });
    expect(pack.status).toBe(201);
    const { article, picture } = await forPackage(mark, pack.body.id);
    const contract = await boss.post<{ id: string }>('/contracts', {
      ...{ companyId, kind: 'rental', term: 'long', state: 'active', startsOn: '2020-01-01', packageId: pack.body.id },
      ...{ number: `${mark}-1`, notes: 'STAFF-NOTE' },
    });
    const paper = new FormData();
    paper.append('file', new Blob([`${mark} contract`]), `${mark}.txt`);
    const kept = await boss.post<{ items: { id: string }[] }>(`/contracts/${contract.body.id}/files`, paper);
    const signed = await boss.post<{ items: { id: string }[] }>(`/contracts/${contract.body.id}/signatures`, {
      ...{ side: 'customer', name: `${mark} Signer`, signedOn: '2020-01-01', fileId: kept.body.items[0]!.id },
    });
    expect(signed.status).toBe(201);
    const notice = async (to: object): Promise<string> => {
      const said = await boss.post<{ id: string }>('/portal-notices', { title: `${mark} notice`, text: mark, ...to });
      expect(said.status).toBe(201);
      return said.body.id;
    };
    const notices = [
      await notice({ audience: 'company', companyId }),
      await notice({ audience: 'package', packageId: pack.body.id }),
    ];
    const report = await reportOf(everything, mark);
    const placeOf = ({ ticket }: typeof mine) => ({ id: ticket.id, number: ticket.number });
    const [{ id: sessionId }] = (await app.db.query<{ id: string }[]>(
      'select id from portal_sessions where account_id = $1',
      [own.accountId],
    )) as [{ id: string }];
    return {
      mark,
      companyId,
      sites,
      tickets: { own: placeOf(mine), colleague: placeOf(theirs), atSite: placeOf(atSite) },
      visits: { own: await visit(mine.ticket.id), atSite: await visit(theirs.ticket.id, sites[0]) },
      file: file.id,
      people: { own, site: colleague, boss: everything },
      sessionId,
      notices,
      equipment: [await measuring(await unit(sites[0]!)), await unit(sites[1]!)],
      invoices: [await invoice('rent', true), await invoice('draft', false)],
      article,
      picture,
      report,
      signature: signed.body.items[0]!.id,
    };
  }

  async function forPackage(mark: string, packageId: string): Promise<{ article: string; picture: string }> {
    const file = await app
      .get(AttachmentsService)
      .keep(`user:${boss.id}`, { name: `${mark}.png`, type: 'image/png', content: PNG });
    const made = await boss.post<{ id: string; version: number }>('/knowledge/articles', {
      ...{ language: 'en', title: `${mark} article`, audience: 'packages', packageIds: [packageId] },
      body: `<p>${mark} words <img src="/api/v1/knowledge/files/${file.id}" alt=""></p>`,
    });
    expect(made.status).toBe(201);
    const { id, version } = made.body;
    expect((await boss.post(`/knowledge/articles/${id}/publish`, { version })).status).toBe(200);
    return { article: id, picture: file.id };
  }

  async function reportOf(asker: SignedInCustomer, mark: string): Promise<Firm['report']> {
    const asked = await asker.post<{ id: string; number: number }>('/portal/reports', {
      title: `${mark} uptime`,
      about: `${mark} wants to know`,
    });
    expect(asked.status).toBe(201);
    const path = `/report-requests/${asked.body.id}`;
    const now = async () =>
      (await boss.get<{ version: number; versions: { id: string; version: number }[] }>(path)).body;
    const upload = async (text: string) => {
      const form = new FormData();
      form.append('file', new Blob([text]), `${mark}.csv`);
      return (await boss.post<{ id: string }>('/attachments', form)).body.id;
    };
    await boss.put(`${path}/acceptance`, { version: (await now()).version, dueOn: '2199-01-01' });
    const [fileId, draftFileId] = [await upload(mark), await upload(`${mark} STAFF-NOTE`)];
    const written = { summary: `${mark} was up`, fileIds: [fileId] };
    await boss.post(`${path}/versions`, { version: (await now()).version, ...written });
    const act = async (door: Person, what: string, more: object = {}) => {
      const [{ id, version }] = (await now()).versions as [{ id: string; version: number }];
      expect((await door.put(`${path}/versions/${id}/${what}`, { version, ...more })).status).toBe(200);
    };
    await act(boss, 'review');
    await act(await lead(app), 'approval', { note: 'STAFF-NOTE' });
    await act(boss, 'publication');
    await boss.post(`${path}/versions`, {
      version: (await now()).version,
      summary: 'STAFF-NOTE',
      fileIds: [draftFileId],
    });
    const tiles = [{ kind: 'tickets-by-site', months: 12, title: `${mark} sites` }];
    const live = await boss.put<{ tiles: { id: string }[] }>(`${path}/dashboard`, { tiles, shared: true });
    return { ...asked.body, fileId, draftFileId, tileId: live.body.tiles[0]!.id };
  }

  /** Ids of a firm for the parameter of a route, by what stands before it. */
  function idsOf({ article, picture, report, ...firm }: Firm, path: string): string[] {
    const { tickets, visits, file, people, sessionId, equipment, invoices, notices, signature } = firm;
    const kind = /\/portal\/(\w+)\/\{/.exec(path)?.[1];
    if (kind === 'tickets') return Object.values(tickets).flatMap(({ id, number }) => [id, String(number)]);
    if (kind === 'visits') return Object.values(visits);
    if (kind === 'attachments') return [file];
    if (kind === 'people') return Object.values(people).map(({ accountId }) => accountId);
    if (kind === 'sessions') return [sessionId];
    if (kind === 'equipment' || kind === 'readings') return equipment;
    if (kind === 'invoices') return invoices;
    if (kind === 'signatures') return [signature];
    if (kind === 'notices') return notices;
    if (kind === 'articles') return [article];
    if (kind === 'pictures') return [picture];
    // What the house sells is nobody's own; that there is no such one says as little.
    if (kind === 'packages') return ['01890000-0000-7000-8000-00000000dead'];
    if (kind === 'reports') return [report.id, String(report.number)];
    throw new Error(`the walk knows no ids for ${path}`);
  }

  /** A route with the ids of a firm in it; what stands within another thing, within theirs. */
  const pathsOf = (firm: Firm, path: string): string[] =>
    idsOf(firm, path).map((id) =>
      path
        .replace('{fileId}', firm.report.fileId)
        .replace('{tileId}', firm.report.tileId)
        .replace(/\{\w+\}/, id)
        .concat(QUERIES[path] ?? ''),
    );

  async function ask(door: Door, method: string, path: string): Promise<{ status: number; text: string }> {
    const route = `${method} ${path}`;
    const body = BODIES[route.replace(/\/portal\/(\w+)\/[^/{}]+/, '/portal/$1/{id}')] ?? BODIES[route];
    const { status, body: answer } = await door.send(method, path, method === 'GET' ? undefined : (body ?? {}));
    return { status, text: typeof answer === 'string' ? answer : JSON.stringify(answer) };
  }

  const walked = () =>
    routes.filter(({ method, path, isPublic }) => !isPublic && !NOT_WALKED.includes(`${method} ${path}`));
  const callers = (): [string, SignedInCustomer][] =>
    [north!, south!].flatMap((one) =>
      Object.entries(one.people).map(([name, door]) => [`${one.mark} ${name}`, door] as [string, SignedInCustomer]),
    );
  const other = (name: string): Firm => (name.startsWith('NORTH') ? south! : north!);

  it('the walk knows every route', () => {
    expect(walked().length).toBeGreaterThan(15);
    const writes = walked().filter(
      ({ method, path }) => method !== 'GET' && method !== 'DELETE' && path !== '/portal/attachments',
    );
    expect(writes.map(({ method, path }) => `${method} ${path}`).filter((route) => !(route in BODIES))).toEqual([]);
  });

  it('what is named by its id is not there for the other, whoever asks', async () => {
    const wrong: string[] = [];
    for (const { method, path } of walked().filter((route) => route.path.includes('{'))) {
      for (const [name, door] of callers()) {
        for (const at of pathsOf(other(name), path)) {
          const { status, text } = await ask(door, method, at);
          const isHidden =
            status === 404 ||
            (status === 403 && /^\/portal\/(people|equipment|readings|invoices|signatures|packages)/.test(path));
          if (!isHidden || text.includes(other(name).mark)) wrong.push(`${name}: ${method} ${at} → ${status}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('nothing that is read holds a word of the other, or of what is ours alone', async () => {
    const wrong: string[] = [];
    const seen = new Map<string, string>();
    for (const [name, door] of callers()) {
      const mine = name.startsWith('NORTH') ? north! : south!;
      const paths = walked()
        .filter(({ method }) => method === 'GET')
        .flatMap(({ path }) => (path.includes('{') ? pathsOf(mine, path) : [path + (QUERIES[path] ?? '')]));
      const searches = [other(name).mark, String(other(name).tickets.own.number)].flatMap((q) => [
        `/portal/tickets?q=${q}`,
        `/portal/articles?language=en&q=${q}`,
      ]);
      const strange = [`/portal/visits?ticket=${other(name).tickets.own.id}`];
      for (const path of [...paths, ...searches, ...strange]) {
        const { status, text } = await ask(door, 'GET', path);
        if (status >= 500) wrong.push(`${name}: ${path} → ${status}`);
        for (const word of [other(name).mark, other(name).companyId, ...secrets]) {
          if (text.includes(word)) wrong.push(`${name}: ${path} says ${word}`);
        }
        seen.set(name, `${seen.get(name) ?? ''}${text}`);
      }
      for (const path of [...searches, ...strange]) {
        expect((await door.get<{ items: unknown[] }>(path)).body.items).toEqual([]);
      }
    }
    expect(wrong).toEqual([]);
    // The silence means something: each of them did read what is theirs.
    for (const [name] of callers()) expect(seen.get(name)).toContain(name.split(' ')[0]);
  }, 120_000);

  it('within one company each sees what their rights say', async () => {
    const numbers = async (door: Door) =>
      (await door.get<{ items: { number: number }[] }>('/portal/tickets')).body.items
        .map(({ number }) => number)
        .toSorted();
    const { own, colleague, atSite } = north!.tickets;
    const all = [own.number, colleague.number, atSite.number].toSorted();
    // The visit brought a technician to the first site on the colleague's ticket, and so that ticket is of that site too.
    expect(await numbers(north!.people.own)).toEqual([own.number]);
    expect(await numbers(north!.people.site)).toEqual([colleague.number, atSite.number].toSorted());
    expect(await numbers(north!.people.boss)).toEqual(all);
    const visits = async (door: Door) =>
      (await door.get<{ items: { id: string }[] }>('/portal/visits')).body.items.length;
    expect([
      await visits(north!.people.own),
      await visits(north!.people.site),
      await visits(north!.people.boss),
    ]).toEqual([1, 1, 2]);
    expect((await north!.people.own.get(`/portal/tickets/${colleague.number}`)).status).toBe(404);
    expect((await north!.people.own.get('/portal/people')).status).toBe(403);
    const units = await north!.people.boss.get<{ items: { id: string }[] }>('/portal/equipment');
    expect(units.body.items.map(({ id }) => id).toSorted()).toEqual(north!.equipment.toSorted());
    const owed = await north!.people.boss.get<{ items: { id: string }[] }>('/portal/invoices');
    expect(owed.body.items.map(({ id }) => id)).toEqual([north!.invoices[0]]);
    const [issued, draft] = north!.invoices;
    expect((await north!.people.boss.get(`/portal/invoices/${draft}/pdf`)).status).toBe(404);
    expect((await north!.people.boss.get(`/portal/invoices/${issued}/pdf`)).headers.get('content-type')).toBe(
      'application/pdf',
    );
    expect((await north!.people.boss.get('/portal/contracts')).body).toMatchObject({
      items: [{ number: 'NORTH-1', signatures: [{ name: 'NORTH Signer', signedOn: '2020-01-01', document: true }] }],
    });
    const signed = `/portal/signatures/${north!.signature}/document`;
    expect((await north!.people.boss.get(signed)).body).toBe('NORTH contract');
    expect((await north!.people.own.get(signed)).status).toBe(403);
    expect((await south!.people.boss.get(signed)).status).toBe(404);
    expect((await north!.people.own.get('/portal/equipment')).status).toBe(403);
    const keeper = await customer(app, {
      ...{ name: 'NORTH Eva', companyId: north!.companyId },
      rights: { tickets: 'sites', siteIds: [north!.sites[1]!], equipment: true },
    });
    const atSecond = await keeper.get<{ items: { id: string }[] }>('/portal/equipment');
    expect(atSecond.body.items.map(({ id }) => id)).toEqual([north!.equipment[1]]);
    expect((await keeper.get('/portal/invoices')).status).toBe(403);
    expect((await north!.people.boss.get(`/portal/attachments/${north!.file}`)).body).toBe('NORTH');
    const report = `/portal/reports/${north!.report.id}`;
    expect((await north!.people.own.get(report)).status).toBe(404);
    expect((await north!.people.boss.get(`${report}/files/${north!.report.fileId}`)).body).toBe('NORTH');
    expect((await north!.people.boss.get(`${report}/files/${north!.report.draftFileId}`)).status).toBe(404);
    // A thing of theirs within a thing of mine is not there either.
    const theirs = south!.report;
    expect((await north!.people.boss.get(`${report}/files/${theirs.fileId}`)).status).toBe(404);
    expect((await north!.people.boss.get(`${report}/dashboard/${theirs.tileId}/csv`)).status).toBe(404);
  });

  it('who goes to another company takes only their own requests along', async () => {
    const mover = await customer(app, { name: 'NORTH Duda', companyId: north!.companyId, rights: EVERYTHING });
    expect((await mover.get<{ items: unknown[] }>('/portal/tickets')).body.items).toHaveLength(3);

    await app.db.query('update contacts set company_id = $2 where id = $1', [mover.contactId, south!.companyId]);

    expect((await mover.get<{ items: unknown[] }>('/portal/tickets')).body.items).toEqual([]);
    expect((await mover.get('/portal/people')).status).toBe(403);
    expect((await mover.get<{ rights: object }>('/portal/me')).body.rights).toMatchObject({
      tickets: 'own',
      people: false,
    });
  });

  it('a code that is scanned, and a request about a device, are of their own devices alone', async () => {
    const [, second] = north!.equipment;
    const keeper = await customer(app, {
      ...{ name: 'NORTH Ivo', companyId: north!.companyId },
      rights: { tickets: 'sites', siteIds: [north!.sites[1]!], equipment: true },
    });
    const codes: { id: string; code: string }[] = await app.db.query(
      'select id, code from equipment where id = any($1)',
      [[...north!.equipment, ...south!.equipment]],
    );
    const scanned = async (code: string) =>
      (await keeper.get<{ items: { id: string }[] }>(`/portal/equipment?code=${code}`)).body.items.map(({ id }) => id);
    for (const { id, code } of codes) expect(await scanned(code)).toEqual(id === second ? [id] : []);
    const report = (equipmentId: string) =>
      keeper.post<{ number: number }>('/portal/tickets', { subject: 'Broken', text: 'It is.', equipmentId });
    expect((await report(south!.equipment[0]!)).status).toBe(422);
    const reported = await report(second!);
    const about = await boss.get<{ items: { id: string }[] }>(`/tickets/${reported.body.number}/equipment`);
    expect(about.body.items.map(({ id }) => id)).toEqual([second]);
  });

  it('a merge of tickets brings no words of one customer to the other', async () => {
    const at = await make.ticket({
      contactId: north!.people.own.contactId,
      companyId: north!.companyId,
      subject: 'NORTH merge',
    });
    const inbox = await make.inbox();
    const stranger = await make.ticket({ contactId: south!.people.own.contactId, companyId: south!.companyId });
    const thread = await make.conversation(stranger, inbox);
    await app.db.query('update conversations set ticket_id = $2 where id = $1', [thread.id, at.id]);
    await app.get(Work).run(async (tx) => {
      const writer = app.get(TicketWriter);
      const ticket = await writer.lock(tx, at.id);
      await writer.say(tx, ticket, SYSTEM, thread, {
        kind: 'message',
        direction: 'in',
        author: { kind: 'contact', id: south!.people.own.contactId },
        sender: { name: 'SOUTH Ana' },
        text: 'SOUTH secret',
        state: 'received',
      });
    });

    const { body } = await north!.people.boss.get<{ items: unknown[] }>(`/portal/tickets/${at.id}/messages`);

    expect(body.items).toEqual([]);
  });

  it('whoever is signed in to the one house is nobody in the other', async () => {
    const staffCookie = app.anyone.with({ cookie: boss.cookie });
    const stolen = north!.people.boss.cookie.split('=')[1]!;
    expect((await staffCookie.get('/portal/me')).status).toBe(401);
    expect((await north!.people.boss.get('/me')).status).toBe(401);
    expect((await app.anyone.with({ cookie: `frontdesk_session=${stolen}` }).get('/me')).status).toBe(401);
    expect((await app.anyone.with({ Authorization: `Bearer ${stolen}` }).get('/portal/me')).status).toBe(401);
    expect(
      (await app.anyone.with({ cookie: `frontdesk_portal=${boss.cookie.split('=')[1]}` }).get('/portal/me')).status,
    ).toBe(401);
    expect(
      (
        await north!.people.boss
          .with({ Origin: 'https://evil.example' })
          .post('/portal/tickets', { subject: 'x', text: 'y' })
      ).status,
    ).toBe(403);
  });
});
