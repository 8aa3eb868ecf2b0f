import { SERVER_RULES } from '../../src/cli/chat-conformance/server.rules.js';
import { judge } from '../../src/cli/chat-conformance/verdict.js';
import { administrator } from '../harness/people.js';
import { TestApp } from '../harness/app.js';

let app: TestApp;
let target: { server: string; inbox: string; identitySecret: string };

beforeAll(async () => {
  app = await TestApp.boot();
  const admin = await administrator(app);
  const made = await admin.post<{ publicKey: string; identitySecret: string }>('/inboxes', {
    channel: 'chat',
    name: 'Website',
  });
  expect(made.status).toBe(201);
  target = { server: app.url, inbox: made.body.publicKey, identitySecret: made.body.identitySecret };
});
afterAll(() => app?.close());

describe('our server keeps the chat protocol', () => {
  it.each(SERVER_RULES.map((rule) => [rule.id, rule] as const))('%s', async (_, rule) => {
    const [verdict] = await judge([rule], target, () => undefined);
    expect(verdict).toEqual({ rule: rule.id, about: rule.about, outcome: 'passed' });
  });
});
