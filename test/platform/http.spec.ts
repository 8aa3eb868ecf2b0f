import { TestApp } from '../harness/app.js';
import type { Answer, Door } from '../harness/door.js';
import { administrator } from '../harness/people.js';

interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  correlationId: string;
  errors?: { path: string; message: string }[];
}

describe('the doors', () => {
  let app: TestApp;
  let admin: Door;
  beforeAll(async () => {
    app = await TestApp.boot();
    admin = await administrator(app);
  });
  afterAll(() => app.close());

  const json = { 'Content-Type': 'application/json' };
  const problem = (answer: Answer): ProblemBody => {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const body = answer.body as unknown as ProblemBody;
    expect(body).toMatchObject({
      type: expect.stringMatching(/^https:/),
      title: expect.any(String),
      status: answer.status,
      detail: expect.any(String),
      correlationId: answer.headers.get('x-correlation-id'),
    });
    return body;
  };

  it.each<[string, () => Promise<Answer>, number, string]>([
    ['malformed JSON', () => admin.with(json).post('/companies', '{"name": "Acme"'), 400, 'malformed'],
    ['JSON that is no object', () => admin.with(json).post('/companies', '"Acme"'), 400, 'malformed'],
    ['a body that is too large', () => admin.post('/companies', { name: 'x'.repeat(1_100_000) }), 413, 'too_large'],
    [
      'an unknown charset',
      () => admin.with({ 'Content-Type': 'application/json; charset=klingon' }).post('/companies', '{}'),
      415,
      'unsupported_media_type',
    ],
    ['nobody signed in', () => app.anyone.get('/companies'), 401, 'unauthorized'],
    ['an address that is none', () => admin.get('/nothing-here'), 404, 'not_found'],
    ['an id that is nobody’s', () => admin.get('/companies/018f0000-0000-7000-8000-000000000000'), 404, 'not_found'],
    ['a method that the address does not know', () => admin.put('/companies', {}), 404, 'not_found'],
    ['a garbage cursor', () => admin.get('/companies?cursor=garbage'), 422, 'invalid_cursor'],
    ['a page that is too long', () => admin.get('/companies?limit=201'), 422, 'invalid'],
    ['a page of no rows', () => admin.get('/companies?limit=0'), 422, 'invalid'],
    ['an address that cannot be decoded', () => admin.get('/companies/%E0%A4%A'), 400, 'malformed'],
  ])('answer %s with a problem', async (_, ask, status, code) => {
    const answer = await ask();

    expect(answer.status).toBe(status);
    expect(problem(answer).code).toBe(code);
  });

  it('name the path of every value that cannot be accepted', async () => {
    const answer = await admin.post('/companies', { name: 7, nickname: 'Acme' });

    expect(answer.status).toBe(422);
    expect(
      problem(answer)
        .errors?.map((error) => error.path)
        .toSorted(),
    ).toEqual(['name', 'nickname']);
  });

  it('store no NUL and no lone half of a character, and fall over neither', async () => {
    for (const name of ['nul \u0000 within', 'half \ud800 within']) {
      const answer = await admin.post('/companies', { name });
      expect([201, 422]).toContain(answer.status);
    }
  });

  it('keep the correlation id of the caller where it is one', async () => {
    const given = await admin.with({ 'X-Correlation-Id': 'from-the-proxy-1' }).get('/companies');
    const strange = await admin.with({ 'X-Correlation-Id': 'a b<script>' }).get('/companies');

    expect(given.headers.get('x-correlation-id')).toBe('from-the-proxy-1');
    expect(strange.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('page through everything once, in order, while rows are added', async () => {
    for (let n = 0; n < 7; n += 1) await admin.post('/companies', { name: `Paged ${n}` });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer<{ items: { id: string }[]; nextCursor: string | null }> = await admin.get(
        `/companies?limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((item) => item.id));
      cursor = page.body.nextCursor;
      if (seen.length === 3) await admin.post('/companies', { name: 'Came later' });
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(7);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it('send the headers that keep a browser out of trouble', async () => {
    const answer = await admin.get('/companies');

    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self' https://*.twilio.com wss://*.twilio.com",
        "media-src 'self' blob: https://*.twilio.com",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ].join(';'),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    });
    expect(answer.headers.has('x-powered-by')).toBe(false);
    expect(answer.headers.has('strict-transport-security')).toBe(false);
  });

  it('ask browsers for https where the desk is reached by it', async () => {
    const secure = await TestApp.boot({ PUBLIC_URL: 'https://desk.example' });
    try {
      const { headers } = await secure.anyone.get('//health/live');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    } finally {
      await secure.close();
    }
  });
});
