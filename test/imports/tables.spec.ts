import { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';
import { checked, ran, undone, type RowBody } from './desk.js';

describe('reading in other things from tables', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
    await admin.post('/equipment/models', { maker: 'Axis', name: 'Axis Cam 7', kind: 'camera', family: 'iot' });
    const stages = [{ name: 'First contact', probability: 10, rottingDays: 7 }];
    await admin.post('/pipelines', { name: 'Sales', currency: 'BRL', stages });
    await admin.post('/equipment/locations', { name: 'Main stock', kind: 'stock' });
  });
  afterAll(() => app.close());

  const rows = async (sql: string) => app.db.query<Record<string, unknown>[]>(sql);

  it.each([
    [
      'companies',
      'Razão Social;Site;Segmento;Etiquetas\nNorte Ltda;https://www.norte.example/contato;IoT Analytics;vip\n;x;;\nSul SA;not a domain!;;\n',
      { create: 1, refuse: 2 },
      `select name, segment, (select domain from company_domains d where d.company_id = c.id) as domain from companies c where name like 'Norte%'`,
      { name: 'Norte Ltda', segment: 'iot-analytics', domain: 'norte.example' },
    ],
    [
      'sites',
      'Empresa,Local,Endereço,Latitude,Longitude\nLeste ME,Fábrica,"Rua A, 1","-23,55","-46,63"\nLeste ME,Loja,Rua B,-23.5,\n',
      { create: 1, refuse: 1 },
      `select s.name, s.lat, k.name as company from sites s join companies k on k.id = s.company_id where s.name = 'Fábrica'`,
      { name: 'Fábrica', lat: -23.55, company: 'Leste ME' },
    ],
    [
      'contracts',
      'Contrato;Empresa;Início;Término;Tipo\nC-77;Oeste Ltda;15/03/2025;14/03/2027;aluguel\nC-78;Oeste Ltda;31/02/2025;;serviço\nC-79;Oeste Ltda;2025-05-01;2024-05-01;\n',
      { create: 1, refuse: 2 },
      `select number, starts_on::text as starts, ends_on::text as ends, kind from contracts where number = 'C-77'`,
      { number: 'C-77', starts: '2025-03-15', ends: '2027-03-14', kind: 'rental' },
    ],
    [
      'equipment',
      'Modelo,Número de série,Patrimônio,Estoque\nAxis Cam 7,SN-1,AC-1,Main stock\nNo Such,SN-2,AC-2,Main stock\nAxis Cam 7,SN-3,AC-3,\n',
      { create: 1, refuse: 2 },
      `select serial, tag, state from equipment where tag = 'AC-1'`,
      { serial: 'SN-1', tag: 'AC-1', state: 'in_stock' },
    ],
    [
      'deals',
      'Oportunidade,Empresa,Contato,E-mail,Valor,Previsão\nTen cameras,Future Corp,Rui Sá,rui@future.example,"R$ 12.500,50",30/06/2026\n,Nobody,,,1,\n',
      { create: 1, refuse: 1 },
      `select title, prospect, value_minor::int as value, expected_close::text as close from deals where title = 'Ten cameras'`,
      { title: 'Ten cameras', prospect: 'Future Corp', value: 1_250_050, close: '2026-06-30' },
    ],
    [
      'tickets',
      'Assunto;Descrição;Nome;E-mail;Situação;Prioridade;Aberto em;Fechado em\nGate stuck;It does not open;Lia Paz;lia@paz.example;Fechado;alta;01/02/2024 10:30;02/02/2024 09:00\n;no subject;X;x@x.example;;;;\n',
      { create: 1, refuse: 1 },
      `select t.subject, t.category, t.priority, t.past, m.text from tickets t join messages m on m.ticket_id = t.id where t.subject = 'Gate stuck'`,
      { subject: 'Gate stuck', category: 'closed', priority: 3, past: true, text: 'It does not open' },
    ],
    [
      'articles',
      'Título,Texto,Categoria,Situação\nHow to reset,"Hold it.\n\nCount to five.",Cameras,publicado\n,Nothing,,\n',
      { create: 1, refuse: 1 },
      `select a.state, t.title from knowledge_articles a join knowledge_translations t on t.article_id = a.id where t.title = 'How to reset'`,
      { state: 'published', title: 'How to reset' },
    ],
  ])('%s', async (kind, file, plan, sql, made) => {
    const looked = await checked(app, admin, file, { kind, name: `${kind}.csv` });
    const { items } = (await admin.get<{ items: RowBody[] }>(`/imports/${looked.id}/rows`)).body;
    expect({
      plan: looked.counts[kind],
      errors: items.flatMap(({ plan: one, errors }) => (one === 'refuse' ? errors : [])),
    }).toMatchObject({ plan });

    const done = await ran(app, admin, looked.id);
    const found = await rows(sql);
    const again = await checked(app, admin, file, { kind });
    const back = await undone(app, admin, looked.id);

    expect(done).toMatchObject({ state: 'done', counts: { [kind]: { created: 1 } } });
    expect(found).toEqual([expect.objectContaining(made)]);
    // A ticket has nothing but its id to be known by.
    expect(again.counts[kind]).toMatchObject(kind === 'tickets' ? { create: 1 } : { skip: 1 });
    expect(back).toMatchObject({ state: 'undone', counts: { [kind]: { removed: 1, kept: 0 } } });
    expect(await rows(sql)).toEqual([]);
  });

  it('a unit that has moved since it came in stays, with all its moves', async () => {
    const file = 'Model;Tag;Location\nAxis Cam 7;MV-1;Main stock\nAxis Cam 7;MV-2;Main stock\n';
    const looked = await checked(app, admin, file, { kind: 'equipment' });
    await ran(app, admin, looked.id);
    const [unit] = await rows(`select id, version from equipment where tag = 'MV-1'`);
    const moved = await admin.post(`/equipment/${unit!.id}/moves`, { version: unit!.version, action: 'retire' });
    expect(moved.status).toBe(201);

    const back = await undone(app, admin, looked.id);

    expect(back).toMatchObject({ counts: { equipment: { removed: 1, kept: 1 } } });
    expect(await rows(`select tag from equipment where tag like 'MV-%'`)).toEqual([{ tag: 'MV-1' }]);
    await expect(app.db.query('delete from equipment_moves')).rejects.toThrow('only added');
  });
});
