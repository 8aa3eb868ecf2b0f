import { TestApp } from '../harness/app.js';

describe('the health of the process', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await TestApp.boot()));
  afterAll(() => app.close());

  it('names each part that must work', async () => {
    const ready = await app.anyone.get<{ status: string; parts: Record<string, { ok: boolean }> }>('//health/ready');

    expect(ready.status).toBe(200);
    expect(Object.keys(ready.body.parts)).toEqual(expect.arrayContaining(['database', 'migrations', 'jobs']));
  });

  it('is counted for Prometheus', async () => {
    await app.anyone.get('//health/live');

    const metrics = await app.anyone.get<string>('//metrics');

    expect(metrics.body).toContain(
      'frontdesk_http_request_seconds_count{method="GET",route="/health/live",status="200"}',
    );
  });

  it('answers an unknown address of the API with a problem', async () => {
    const answer = await app.anyone.get('/nothing-here');

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
  });
});
