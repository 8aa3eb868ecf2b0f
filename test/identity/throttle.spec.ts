import { Signals } from '../../src/platform/sockets/signals.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { agent } from '../harness/people.js';

it('counts what comes to the other processes', async () => {
  const app = await TestApp.boot({ TRUSTED_PROXIES: '127.0.0.1' });
  try {
    const flood = app.anyone.with({ 'X-Forwarded-For': '203.0.113.7' });
    const told: number[] = [];
    app.get(Signals).on('throttle.counted', ({ count }) => void told.push(count));

    for (let i = 0; i < 2; i += 1) await Promise.all(Array.from({ length: 50 }, () => flood.get('/setup')));
    expect(told).toEqual([100]);
    expect((await flood.get('/setup')).status).toBe(200);
    app.get(Signals).send('throttle.counted', { address: '203.0.113.7', count: 1_200, by: 'another process' });

    expect((await flood.get('/setup')).status).toBe(429);
    expect((await app.anyone.with({ 'X-Forwarded-For': '203.0.113.8' }).get('/setup')).status).toBe(200);
  } finally {
    await app.close();
  }
});

it('slows a flood of anonymous requests down, and nobody who is signed in', async () => {
  const app = await TestApp.boot({ TRUSTED_PROXIES: '127.0.0.1' });
  try {
    const ana = await agent(app);
    const flood = app.anyone.with({ 'X-Forwarded-For': '203.0.113.5' });
    for (let i = 0; i < 24; i += 1) await Promise.all(Array.from({ length: 50 }, () => flood.get('/setup')));

    const refused = await flood.get('/setup');

    expect(refused.body).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await app.anyone.get('/setup')).status).toBe(200);
    expect((await ana.with({ 'X-Forwarded-For': '203.0.113.5' }).get('/me')).status).toBe(200);
    passed(app, 60_001);
    expect((await flood.get('/setup')).status).toBe(200);
  } finally {
    await app.close();
  }
}, 90_000);
