import { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';
import { checked, give } from './desk.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

describe('files that cannot be read in', () => {
  let app: TestApp;
  let admin: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
  });
  afterAll(() => app.close());

  it.each([
    ['a picture', PNG, 'is no table'],
    ['nothing', '', 'has nothing in it'],
    ['headings only', 'name,email\n', 'no rows'],
    ['six hundred columns', `${'a,'.repeat(600)}\n${'b,'.repeat(600)}\n`, '500 columns'],
  ])('%s is refused at once, by name', async (_, content, words) => {
    const { status, body } = await give(admin, content, { kind: 'contacts' });

    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ path: 'file', message: expect.stringContaining(words) as string }] });
  });

  it.each([
    ['a row of ten megabytes', `name,email\nA,a@x.example\n"${'x'.repeat(10_000_000)}",b\n`, 'line_too_long'],
    ['a quotation mark that never ends', `name,email\nA,a@x.example\n"B,b@x.example\n`, 'open_quote'],
  ])('%s is told when it is read', async (_, content, problem) => {
    expect(await checked(app, admin, content, { kind: 'contacts' })).toMatchObject({ state: 'failed', problem });
  });

  it('says what is wrong with a mapping, by column', async () => {
    const { body } = await give(admin, 'name,email\nA,a@x.example\n', { kind: 'contacts' });

    const wrong = await admin.patch(`/imports/${body.id}`, { mapping: { 7: 'name' } });
    const unknown = await admin.patch(`/imports/${body.id}`, { mapping: { 0: 'shoe' } });
    const early = await admin.post(`/imports/${body.id}/run`);

    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: 'mapping.7' }] } });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ path: 'mapping.0' }] } });
    expect(early).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });
});
