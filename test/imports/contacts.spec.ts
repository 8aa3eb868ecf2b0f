import { Suppressions } from '../../src/customers/suppressions.service.js';
import { ImportRun } from '../../src/imports/course/import-run.service.js';
import { Work } from '../../src/platform/database/work.js';
import { TestApp } from '../harness/app.js';
import { Make } from '../harness/make.js';
import { administrator, lead, type Person } from '../harness/people.js';
import { checked, give, ran, undone, type ImportBody, type RowBody } from './desk.js';

const HEAD = 'Nome;E-mail;Celular;Empresa;Etiquetas';

describe('reading in people from a table', () => {
  let app: TestApp;
  let admin: Person;
  let make: Make;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    make = new Make(app);
  });
  afterAll(() => app.close());

  const rowsOf = async (id: string, plan: string): Promise<RowBody[]> =>
    (await admin.get<{ items: RowBody[] }>(`/imports/${id}/rows?plan=${plan}`)).body.items;
  const contact = async (email: string) =>
    (
      await app.db.query<Record<string, unknown>[]>(
        `select c.*, k.name as company, (select array_agg(i2.value order by i2.value) from contact_identities i2 where i2.contact_id = c.id and i2.valid_to is null) as ways
         from contact_identities i join contacts c on c.id = i.contact_id left join companies k on k.id = c.company_id
         where i.value = $1 and i.valid_to is null`,
        [email],
      )
    )[0];

  it('suggests what each column is, as Brazilian Excel writes it in Windows-1252', async () => {
    const file = Buffer.from(
      `${HEAD}\r\nJoão Conceição;joao@acme.example;(11) 98765-4321;Açúcar & Cia;vip\r\n`,
      'latin1',
    );

    const { status, body } = await give(admin, file, { kind: 'contacts' });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      state: 'uploaded',
      shape: {
        encoding: 'windows-1252',
        separator: ';',
        samples: [['João Conceição', 'joao@acme.example', '(11) 98765-4321', 'Açúcar & Cia', 'vip']],
      },
      mapping: { 0: 'name', 1: 'mail', 2: 'mobile', 3: 'company', 4: 'tags' },
    });
  });

  it('says first what would happen, row by row, and writes nothing', async () => {
    const known = await make.contact({ email: 'known@dry.example' });
    const file = `${HEAD}\nNew One;new@dry.example;;;\nKnown;KNOWN@dry.example;;;\nNew Again;new@dry.example;;;\nBroken;not an address;12;;\n;;;Nobody GmbH;\n`;

    const looked = await checked(app, admin, file, { kind: 'contacts' });

    expect(looked).toMatchObject({
      state: 'checked',
      counts: { contacts: { create: 1, skip: 2, refuse: 2 } },
      total: 5,
    });
    expect(await rowsOf(looked.id, 'create')).toMatchObject([
      { line: 2, values: { name: 'New One', mail: 'new@dry.example' } },
    ]);
    expect(await rowsOf(looked.id, 'skip')).toMatchObject([
      { line: 3, knownId: known.id, errors: [{ reason: 'known' }] },
      { line: 4, errors: [{ reason: 'repeated', value: '2' }] },
    ]);
    expect(await rowsOf(looked.id, 'refuse')).toMatchObject([
      {
        line: 5,
        errors: [
          { field: 'mail', reason: 'not_email', value: 'not an address' },
          { field: 'mobile', reason: 'not_phone' },
        ],
      },
      { line: 6, errors: [{ field: 'name', reason: 'missing' }] },
    ]);
    expect(await contact('new@dry.example')).toBeUndefined();
  });

  it('makes them with their companies and numbers, and tells the refused ones in the shape of the file', async () => {
    const file = `${HEAD}\nAna Prado;ana@run.example;11 98765-0001;Prado Ltda;VIP, norte\nBia;bia@run.example;;prado LTDA;\n"=cmd|'x'!A1";broken;;;\n`;
    const looked = await checked(app, admin, file, {
      kind: 'contacts',
      options: { tags: ['imported'], country: 'BR' },
    });

    const done = await ran(app, admin, looked.id);

    expect(done).toMatchObject({ state: 'done', done: 2, counts: { contacts: { created: 2, refuse: 1 } } });
    expect(await contact('ana@run.example')).toMatchObject({
      name: 'Ana Prado',
      company: 'Prado Ltda',
      tags: ['imported', 'norte', 'vip'],
      ways: ['+551187650001', 'ana@run.example'],
    });
    expect(await contact('bia@run.example')).toMatchObject({ company: 'Prado Ltda' });
    const refused = await admin.get<string>(`/imports/${looked.id}/refused`);
    expect(refused.headers.get('content-disposition')).toContain('people-refused.csv');
    expect(refused.body.replace('\ufeff', '').split('\r\n')).toEqual([
      `${HEAD};Why it was refused`,
      `'=cmd|'x'!A1;broken;;;;E-mail: is no e-mail address (broken)`,
      '',
    ]);
  });

  it('reads the mended file of refused rows again, by the mapping of the last time', async () => {
    const first = await checked(app, admin, 'Wer,Adresse\nCarla,carla at mend.example\n', {
      kind: 'contacts',
      mapping: { 0: 'name', 1: 'mail' },
    });
    await ran(app, admin, first.id);
    const { body } = await admin.get<string>(`/imports/${first.id}/refused`);

    const second = await give(admin, 'Wer,Adresse\nDora,dora@mend.example\n', { kind: 'contacts' });
    const mended = await checked(app, admin, body.replace(' at ', '@'), {
      kind: 'contacts',
      mapping: { 0: 'name', 1: 'mail' },
    });

    expect(second.body.mapping).toEqual({ 0: 'name', 1: 'mail' });
    expect(mended.counts).toEqual({ contacts: { create: 1 } });
  });

  it('changes those who are known where it is told to, and puts them back exactly', async () => {
    const { id } = await make.contact({ name: 'Old Name', email: 'old@change.example' });
    const before = await contact('old@change.example');
    const file = 'name,email,phone,title\nNew Name,old@change.example,+55 11 3333-4444,Buyer\n';
    const looked = await checked(app, admin, file, {
      kind: 'contacts',
      options: { duplicates: 'update', tags: ['t'] },
    });

    const done = await ran(app, admin, looked.id);
    const changed = await contact('old@change.example');
    const back = await undone(app, admin, looked.id);

    expect(done.counts.contacts).toMatchObject({ updated: 1 });
    expect(changed).toMatchObject({ id, name: 'New Name', title: 'Buyer', tags: ['t'] });
    expect(back).toMatchObject({ state: 'undone', counts: { contacts: { restored: 1, kept: 0 } } });
    expect({ ...(await contact('old@change.example')), version: 0, updated_at: 0 }).toEqual({
      ...before,
      version: 0,
      updated_at: 0,
    });
  });

  it('takes back exactly what it made; what somebody touched since stays and is listed', async () => {
    const file =
      'name,email,company\nOne,one@undo.example,Undo Corp\nTwo,two@undo.example,Undo Corp\nThree,three@undo.example,Gone Corp\nFour,four@undo.example,\n';
    const looked = await checked(app, admin, file, { kind: 'contacts' });
    await ran(app, admin, looked.id);
    const two = await contact('two@undo.example');
    const four = await contact('four@undo.example');
    await admin.patch(`/contacts/${String(two!.id)}`, { title: 'Chief' });
    await make.ticket({ contactId: String(four!.id) });

    const back = await undone(app, admin, looked.id);

    expect(back).toMatchObject({
      state: 'undone',
      counts: { contacts: { removed: 2, kept: 2 }, companies: { removed: 1, kept: 1 } },
    });
    expect(await contact('one@undo.example')).toBeUndefined();
    expect(await contact('two@undo.example')).toMatchObject({ title: 'Chief', company: 'Undo Corp' });
    const kept = await admin.get<{ items: object[] }>(`/imports/${looked.id}/kept`);
    expect(kept.body.items).toEqual([
      { target: 'company', id: two!.company_id, name: 'Undo Corp', why: 'contacts' },
      ...[
        { target: 'contact', id: two!.id, name: 'Two', why: 'changed' },
        { target: 'contact', id: four!.id, name: 'Four', why: 'tickets' },
      ].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1)),
    ]);
  });

  it('does not bring back who was erased', async () => {
    await app.get(Work).run((tx) => app.get(Suppressions).add(tx, [{ kind: 'email', value: 'gone@erased.example' }]));

    const looked = await checked(app, admin, 'name,email\nGone,Gone@Erased.example\n', { kind: 'contacts' });

    expect(await rowsOf(looked.id, 'refuse')).toMatchObject([{ errors: [{ field: '', reason: 'erased' }] }]);
  });

  it('knows a row again by its id, also when nothing else tells', async () => {
    const file = 'code,name\nC-1,Just A Name\nC-2,Just A Name\n';
    const first = await checked(app, admin, file, { kind: 'contacts', options: { duplicates: 'create' } });
    await ran(app, admin, first.id);

    const again = await checked(app, admin, file, { kind: 'contacts', options: { duplicates: 'create' } });

    expect(first.counts.contacts).toEqual({ create: 2 });
    expect(again.counts.contacts).toEqual({ skip: 2 });
  });

  it('runs once where fifty start it at once', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `Many ${n},many-${n}@fifty.example`);
    const looked = await checked(app, admin, `name,email\n${rows.join('\n')}\n`, { kind: 'contacts' });

    const answers = await Promise.all(Array.from({ length: 50 }, () => admin.post(`/imports/${looked.id}/run`)));
    await app.settle();

    expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(1);
    expect(answers.every(({ status }) => [202, 409].includes(status))).toBe(true);
    const [row] = await app.db.query<{ n: number }[]>(
      `select count(*)::int as n from contacts where name like 'Many %'`,
    );
    expect(row!.n).toBe(40);
    expect((await admin.get<ImportBody>(`/imports/${looked.id}`)).body).toMatchObject({ state: 'done', done: 40 });
  });

  it('goes on behind the last commit when a run broke off', async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => `Long ${n},long-${n}@broke.example`);
    const looked = await checked(app, admin, `name,email\n${rows.join('\n')}\n`, { kind: 'contacts' });
    await app.db.query(`update imports set state = 'running' where id = $1`, [looked.id]);
    await app.get(ImportRun).step(looked.id);
    const between = (await admin.get<ImportBody>(`/imports/${looked.id}`)).body;

    await app.restart();
    await app.db.query(`update imports set updated_at = updated_at - interval '5 minutes' where id = $1`, [looked.id]);
    while (await app.get(ImportRun).step(looked.id));

    expect(between).toMatchObject({ state: 'running', done: 1_000 });
    const [row] = await app.db.query<{ n: number }[]>(
      `select count(*)::int as n from contacts where name like 'Long %'`,
    );
    expect(row!.n).toBe(2_500);
  });

  it('does not exist for those who may not', async () => {
    const other = await lead(app);

    expect((await give(other, 'name\nX\n', { kind: 'contacts' })).status).toBe(403);
    expect((await other.get('/imports')).status).toBe(403);
  });
});
