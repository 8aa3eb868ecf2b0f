import { ContactsService, type Sighting } from '../../src/customers/contacts.service.js';
import { Work } from '../../src/platform/database/work.js';
import { TestApp } from '../harness/app.js';

describe('identifying who writes', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  const identify = (sighting: Sighting) => app.get(Work).run((tx) => app.get(ContactsService).identify(tx, sighting));
  const company = async (name: string, ...domains: string[]): Promise<string> => {
    const [{ id }] = await app.db.query<[{ id: string }]>(
      `insert into companies (id, name, created_at, updated_at) values (gen_random_uuid(), $1, now(), now()) returning id`,
      [name],
    );
    for (const domain of domains) await app.db.query('insert into company_domains values ($1, $2)', [domain, id]);
    return id;
  };

  it('makes a contact for a new address and finds it again however it is written', async () => {
    const first = await identify({ kind: 'email', value: 'Ana.Lima@Nova.example', name: 'Ana Lima' });
    const again = await identify({ kind: 'email', value: ' ana.lima@NOVA.example', name: 'A. Lima' });

    expect(first).toMatchObject({ created: true, name: 'Ana Lima', companyId: null });
    expect(again).toEqual({ ...first, created: false });
  });

  it('makes one contact of fifty first messages at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, () => identify({ kind: 'email', value: 'rush@hour.example' })),
    );

    expect(new Set(all.map((one) => one.contactId)).size).toBe(1);
    expect(all.filter((one) => one.created)).toHaveLength(1);
    const [{ count }] = await app.db.query<[{ count: string }]>(
      `select count(*) from contacts where name = 'rush@hour.example'`,
    );
    expect(Number(count)).toBe(1);
  });

  it('holds the identity until the commit', async () => {
    const order: string[] = [];
    const known = await identify({ kind: 'email', value: 'held@row.example' });
    let letGo = (): void => undefined;
    const held = new Promise<void>((done) => (letGo = done));
    let entered = (): void => undefined;
    const inside = new Promise<void>((done) => (entered = done));

    const slow = app.get(Work).run(async (tx) => {
      await app.get(ContactsService).identify(tx, { kind: 'email', value: 'held@row.example' });
      entered();
      await held;
      order.push('first');
    });
    await inside;
    const second = identify({ kind: 'email', value: 'held@row.example' }).then((found) => {
      order.push('second');
      return found;
    });
    await new Promise((done) => setTimeout(done, 50));
    letGo();
    await slow;

    expect((await second).contactId).toBe(known.contactId);
    expect(order).toEqual(['first', 'second']);
  });

  it('joins the company that owns the mail domain, the nearest one, but none by a free-mail domain', async () => {
    const acme = await company('Acme', 'acme.example');
    const lab = await company('Acme Lab', 'lab.acme.example');
    await company('Sole trader', 'gmail.com');

    expect((await identify({ kind: 'email', value: 'joe@acme.example' })).companyId).toBe(acme);
    expect((await identify({ kind: 'email', value: 'joe@sp.acme.example' })).companyId).toBe(acme);
    expect((await identify({ kind: 'email', value: 'joe@lab.acme.example' })).companyId).toBe(lab);
    expect((await identify({ kind: 'email', value: 'joe.nobody@gmail.com' })).companyId).toBeNull();
  });

  it('believes the name of a company only where exactly one is called so', async () => {
    const one = await company('Padaria São João');
    await company('Twins');
    await company('Twins');

    const baker = await identify({ kind: 'external', value: 'baker', companyHint: 'padaria sao joao' });
    const twin = await identify({ kind: 'external', value: 'twin', companyHint: 'Twins' });

    expect([baker.companyId, twin.companyId]).toEqual([one, null]);
  });

  it('takes the name from a later message where the first one told none', async () => {
    await identify({ kind: 'email', value: 'late@name.example' });
    const named = await identify({ kind: 'email', value: 'late@name.example', name: 'Late Name' });
    const other = await identify({ kind: 'email', value: 'late@name.example', name: 'Somebody Else' });

    expect([named.name, other.name]).toEqual(['Late Name', 'Late Name']);
    const visitor = { kind: 'visitor', scope: 'l', value: 'nameless' } as const;
    await identify({ ...visitor, name: 'Visitante 3B06' });
    expect((await identify({ ...visitor, name: 'Visitor 3B06' })).name).toBe('Visitante 3B06');
    expect((await identify({ ...visitor, name: 'Olívia Freitas' })).name).toBe('Olívia Freitas');
  });

  it('keeps visitors of different lines apart', async () => {
    const here = await identify({ kind: 'visitor', scope: 'line-1', value: 'v1' });
    const there = await identify({ kind: 'visitor', scope: 'line-2', value: 'v1' });

    expect(here.contactId).not.toBe(there.contactId);
    expect(here.name).toMatch(/^Visitor [0-9A-F]{4}$/);
  });

  it('knows a person by another address only where both sides are proved', async () => {
    const address = 'proved@person.example';
    const known = await identify({ kind: 'email', value: address, verified: true });

    const claimed = await identify({
      kind: 'visitor',
      scope: 'l',
      value: 'claims',
      also: [{ kind: 'email', value: address, verified: false }],
    });
    const signed = await identify({
      kind: 'external',
      scope: 'l',
      value: 'signed',
      also: [{ kind: 'email', value: address.toUpperCase(), verified: true }],
    });

    expect(claimed.contactId).not.toBe(known.contactId);
    expect(signed).toMatchObject({ contactId: known.contactId, created: false });
  });

  it.each<[string, string | undefined, boolean]>([
    ['the desk typed in', undefined, true],
    ['a stranger entered in a form', 'form', false],
  ])('knows who writes with a proved number that %s: %s', async (_, channel, isKnown) => {
    const number = isKnown ? '+55 11 98555-0711' : '+55 11 98555-0712';
    const known = await identify({ kind: 'email', channel, value: `${channel}@typed.example`, verified: false });
    const also = [{ kind: 'phone' as const, value: number, verified: false }];
    await identify({ kind: 'email', channel, value: `${channel}@typed.example`, also });

    // WhatsApp ids of older accounts lack Brazil's ninth digit.
    const older = number.replace('98555-', '8555-');
    const writes = (value: string, verified: boolean) =>
      identify({
        kind: 'external',
        channel: 'w',
        scope: 'l',
        value,
        also: [{ kind: 'phone', value: older, verified }],
      });

    const claims = await writes(`${channel}-claims`, false);
    const proves = await writes(`${channel}-proves`, true);
    expect(claims.contactId).not.toBe(known.contactId);
    expect(proves.contactId === known.contactId).toBe(isKnown);
    // Known from then on, by the provider's id alone.
    expect((await writes(`${channel}-proves`, false)).contactId).toBe(proves.contactId);
    const [{ verified }] = await app.db.query<[{ verified: boolean }]>(
      `select verified from contact_identities where kind = 'phone' and contact_id = $1`,
      [known.contactId],
    );
    expect(verified).toBe(isKnown);
  });

  it('keeps the address that a new visitor leaves', async () => {
    const visitor = await identify({
      kind: 'visitor',
      scope: 'l',
      value: 'leaves-address',
      also: [{ kind: 'email', value: 'left@address.example', verified: false }],
    });
    const mail = await identify({ kind: 'email', value: 'left@address.example' });

    expect(mail.contactId).toBe(visitor.contactId);
  });

  it('compares phone numbers whatever the network adds', async () => {
    await app.db.query(`update organisation set default_country = 'BR'`);
    const first = await identify({ kind: 'phone', value: '(11) 98765-4321' });

    for (const same of ['+5511987654321', '551187654321', '+55 11 8765-4321', '011 98765 4321'])
      expect((await identify({ kind: 'phone', value: same })).contactId).toBe(first.contactId);
    expect((await identify({ kind: 'phone', value: '+55 21 98765-4321' })).contactId).not.toBe(first.contactId);
  });

  it.each(['', 'not an address', 'a@b@c', '\u0000\u0007', `${'x'.repeat(5000)}@long.example`, '"a b"@quoted.example'])(
    'never refuses a sender: %j',
    async (value) => {
      const first = await identify({ kind: 'email', value, name: '\u0000' });
      expect((await identify({ kind: 'email', value })).contactId).toBe(first.contactId);
    },
  );

  it('marks an address to which nothing can be delivered, until something comes from there', async () => {
    const { identityId, contactId } = await identify({ kind: 'email', value: 'full@mailbox.example' });
    const undeliverable = async (): Promise<boolean | undefined> =>
      (await app.get(ContactsService).contactCards([contactId])).get(contactId)?.identities[0]?.undeliverable;

    await app.get(Work).run((tx) => app.get(ContactsService).markUndeliverable(tx, identityId, '5.1.1 unknown'));
    expect(await undeliverable()).toBe(true);

    await identify({ kind: 'email', value: 'full@mailbox.example' });
    expect(await undeliverable()).toBe(false);
  });

  it('does not take an identity away from somebody', async () => {
    const a = await identify({ kind: 'email', value: 'a@owner.example' });
    const b = await identify({ kind: 'email', value: 'b@owner.example' });

    const attach = (to: string, value: string) =>
      app.get(Work).run((tx) => app.get(ContactsService).attachIdentity(tx, to, { kind: 'email', value }));

    expect(await attach(b.contactId, 'a@owner.example')).toMatchObject({ attached: false, contactId: a.contactId });
    expect(await attach(b.contactId, 'b2@owner.example')).toMatchObject({ attached: true, contactId: b.contactId });
  });
});
