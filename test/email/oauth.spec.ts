import { emailLine } from '../../src/channels/email/email.settings.js';
import { OauthTokens } from '../../src/channels/email/oauth/oauth-tokens.service.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { Egress } from '../../src/platform/egress/egress.js';
import { MailLab } from './mail-lab.js';

interface Call {
  url: string;
  form: URLSearchParams;
}

let lab: MailLab;
const calls: Call[] = [];
let answer: (call: Call) => { status: number; body: Record<string, unknown> };

beforeAll(async () => {
  lab = await MailLab.open();
  // Google and Microsoft, as far as we talk to them.
  lab.app.get(Egress).fetch = (async (url: string, init: { body: string }) => {
    const call = { url, form: new URLSearchParams(init.body) };
    calls.push(call);
    const { status, body } = answer(call);
    return new Response(JSON.stringify(body), { status });
  }) as never;
});
afterAll(() => lab.close());
beforeEach(() => {
  calls.length = 0;
  answer = ({ form }) => ({
    status: 200,
    body: {
      access_token: `access-for-${form.get('refresh_token')}`,
      expires_in: 3600,
      refresh_token: `${form.get('refresh_token')}+`,
    },
  });
});

const OAUTH = {
  oauthClientId: 'client',
  oauthClientSecret: 'secret',
  oauthRefreshToken: 'first',
  smtpHost: '127.0.0.1',
  smtpPort: 9,
  smtpSecurity: 'none',
};
const lineOf = async (inbox: Record<string, string>) => emailLine(await lab.app.get(InboxesService).line(inbox.id!));

it('asks for a token once, however many need it at once', async () => {
  const line = await lineOf(await lab.inbox('google@desk.example', { ...OAUTH, signIn: 'google' }));
  const tokens = await Promise.all(Array.from({ length: 8 }, () => lab.app.get(OauthTokens).accessToken(line)));
  expect(new Set(tokens)).toEqual(new Set(['access-for-first']));
  expect(calls).toHaveLength(1);
  expect(calls[0]!.url).toBe('https://oauth2.googleapis.com/token');
  expect(Object.fromEntries(calls[0]!.form)).toMatchObject({
    client_id: 'client',
    client_secret: 'secret',
    grant_type: 'refresh_token',
  });
});

it('goes on with the refresh token that came back, and keeps no token in clear', async () => {
  const line = await lineOf(await lab.inbox('ms@desk.example', { ...OAUTH, signIn: 'microsoft', oauthTenant: 'acme' }));
  await lab.app.get(OauthTokens).accessToken(line);
  await lab.app.db.query('update mail_tokens set expires_at = now()');
  expect(await lab.app.get(OauthTokens).accessToken(line)).toBe('access-for-first+');
  expect(calls.map((call) => call.url)).toEqual(
    Array(2).fill('https://login.microsoftonline.com/acme/oauth2/v2.0/token'),
  );
  expect(JSON.stringify(await lab.app.db.query('select * from mail_tokens'))).not.toMatch(/access-for|first/);
});

it('takes a refresh token that a person entered anew', async () => {
  const line = await lineOf(await lab.inbox('anew@desk.example', { ...OAUTH, signIn: 'google' }));
  await lab.app.get(OauthTokens).accessToken(line);
  const entered = { ...line, settings: { ...line.settings, oauthRefreshToken: 'entered' } };
  expect(await lab.app.get(OauthTokens).accessToken(entered)).toBe('access-for-entered');
});

it('shows at the inbox that the sign-in was withdrawn, and keeps the reply', async () => {
  answer = () => ({ status: 400, body: { error: 'invalid_grant', error_description: 'Token has been revoked' } });
  const inbox = await lab.inbox('support@desk.example', { ...OAUTH, signIn: 'google' });
  await lab.deliver({ from: 'ana@customer.example', subject: 'x', text: 'x' });
  const [ticket] = await lab.tickets();
  await lab.admin.post(`/tickets/${ticket!.id}/messages`, { kind: 'reply', text: 'y' });
  await lab.sendNow();
  expect((await lab.messages(ticket!)).at(-1)).toMatchObject({
    state: 'queued',
    error: expect.stringContaining('revoked'),
  });
  expect((await lab.admin.get(`/inboxes/${inbox.id}`)).body).toMatchObject({
    state: 'failing',
    problem: expect.stringContaining('revoked'),
  });
});
