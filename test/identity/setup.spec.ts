import { SetupService } from '../../src/identity/setup/setup.service.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Browser } from '../harness/cookie-jar.js';

const answers = {
  company: 'Loja Doze',
  language: 'pt-BR',
  timeZone: 'America/Sao_Paulo',
  name: 'Ana',
  email: 'ana@loja12.example',
  password: 'seven rusty kettles',
};

describe('the first start', () => {
  let app: TestApp;
  beforeEach(async () => void (app = await TestApp.boot()));
  afterEach(() => app.close());

  const token = async () => new URL((await app.get(SetupService).link())!).searchParams.get('token')!;

  it('makes the organisation and its administrator through the link, and signs them in', async () => {
    expect((await app.anyone.get('/setup')).body).toEqual({ needed: true });
    const browser = new Browser(app.url);

    const done = await browser.post('/setup', { token: await token(), ...answers });

    expect(done.status).toBe(201);
    expect((await browser.get('/me')).body).toMatchObject({
      name: 'Ana',
      roles: [{ key: 'administrator' }],
      language: 'pt-BR',
    });
    expect((await browser.get('/settings')).body).toMatchObject({
      company: 'Loja Doze',
      timeZone: 'America/Sao_Paulo',
      defaultCountry: 'BR',
    });
    expect((await app.anyone.get('/setup')).body).toEqual({ needed: false });
  });

  it('names the statuses in the company’s language, and leaves those alone that were named by hand', async () => {
    const browser = new Browser(app.url);
    await browser.post('/setup', { token: await token(), ...answers });
    type Row = { id: string; name: string; category: string; customerLabel: string; version: number };
    const statuses = async () => (await browser.get<{ items: Row[] }>('/statuses')).body.items;
    const named = async (category: string) => (await statuses()).find((status) => status.category === category)!;

    expect(await named('waiting_customer')).toMatchObject({
      name: 'Aguardando cliente',
      customerLabel: 'Aguardando você',
    });
    const { id, version } = await named('solved');
    expect((await browser.patch(`/statuses/${id}`, { version, name: 'Entregue' })).status).toBe(200);
    expect((await browser.patch('/settings', { language: 'en' })).status).toBe(200);

    expect(await named('new')).toMatchObject({ name: 'New', customerLabel: 'Received' });
    expect(await named('solved')).toMatchObject({ name: 'Entregue' });
  });

  it('happens once', async () => {
    const link = await token();
    const both = await Promise.all([
      app.anyone.post('/setup', { token: link, ...answers }),
      app.anyone.post('/setup', { token: link, ...answers, email: 'eve@loja12.example' }),
    ]);

    expect(both.map((a) => a.status).sort()).toEqual([201, 409]);
    expect(await app.get(SetupService).link()).toBeUndefined();
  });

  it('needs the newest link, and within a day', async () => {
    const [old, fresh] = [await token(), await token()];

    expect((await app.anyone.post('/setup', { token: old, ...answers })).status).toBe(403);
    expect((await app.anyone.post('/setup', { token: 'x'.repeat(43), ...answers })).status).toBe(403);
    passed(app, 86_400_001);
    expect((await app.anyone.post('/setup', { token: fresh, ...answers })).status).toBe(403);
  });

  it('refuses a password that others would guess', async () => {
    const weak = await app.anyone.post('/setup', { token: await token(), ...answers, password: 'password1' });

    expect(weak.body).toMatchObject({ status: 422, errors: [{ path: 'password' }] });
    expect((await app.anyone.get('/setup')).body).toEqual({ needed: true });
  });
});

describe('ADMIN_EMAIL and ADMIN_PASSWORD', () => {
  it('make the administrator at the start, without a page', async () => {
    const app = await TestApp.boot({ ADMIN_EMAIL: 'Root@Desk.Example', ADMIN_PASSWORD: 'admin1234' });
    try {
      const answer = await app.anyone.post('/session', { email: 'root@desk.example', password: 'admin1234' });

      expect(answer.body).toMatchObject({ roles: [{ key: 'administrator' }] });
      expect((await app.anyone.get('/setup')).body).toEqual({ needed: false });
    } finally {
      await app.close();
    }
  });
});
