import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { Outbound } from '../../contract.js';
import type { EmailLine, EmailSettings } from '../email.settings.js';
import { composeMail, trimReferences } from './compose.js';

const KEY = Buffer.alloc(32, 1);
const ID = '0193a1b2-c3d4-7000-8000-0123456789ab';

const line = (settings: EmailSettings = {}): EmailLine => ({
  id: ID,
  channel: 'email',
  name: 'Support',
  address: 'support@desk.example',
  publicKey: null,
  settings,
});
const out = (more: Partial<Outbound> = {}): Outbound => ({
  messageId: ID,
  conversationId: ID,
  ticketNumber: 7,
  seq: 2,
  to: [{ name: 'Ana', address: 'ana@customer.example' }],
  cc: [],
  bcc: [],
  from: { name: 'Bia', kind: 'agent' },
  subject: 'Printer',
  text: 'We look at it.',
  html: null,
  files: [],
  references: ['first@customer.example'],
  inReplyTo: 'first@customer.example',
  lastInboundAt: null,
  history: [],
  automatic: false,
  clientId: null,
  at: new Date('2026-11-20T13:00:00Z'),
  externalId: null,
  ...more,
});
const headOf = (raw: Buffer): string => raw.toString('latin1').split('\r\n\r\n')[0]!;

it('says who answers, for whom, and where answers belong', async () => {
  const mail = await simpleParser((await composeMail(out(), line(), KEY)).raw);
  expect(mail.from!.value[0]).toEqual({ name: 'Bia (Support)', address: 'support@desk.example' });
  expect(mail.subject).toBe('Re: Printer [#7]');
  expect(mail.messageId).toBe(`<conv.${ID}.2@desk.example>`);
  expect(mail.references).toEqual('<first@customer.example>');
  expect(mail.replyTo!.value[0]!.address).toContain('support+c.');
});

it('hides blind copies from the header, and only there', async () => {
  const { raw, envelope } = await composeMail(out({ bcc: [{ address: 'boss@desk.example' }] }), line(), KEY);
  expect(raw.toString()).not.toContain('boss@desk.example');
  expect(envelope.to).toEqual(['ana@customer.example', 'boss@desk.example']);
});

it('lets readers of what goes to many end it in one press, and below the text', async () => {
  const optOut = { url: 'https://desk.example/u/abc', words: 'You get this as a customer. Stop' };
  const raw = (await composeMail(out({ optOut }), line({ signature: 'Jacaranda' }), KEY)).raw;
  const mail = await simpleParser(raw);

  expect(headOf(raw)).toMatch(/List-Unsubscribe: <https:\/\/desk\.example\/u\/abc>/);
  expect(headOf(raw)).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/);
  expect(mail.text!.trim().endsWith('You get this as a customer. Stop\nhttps://desk.example/u/abc')).toBe(true);
  expect(mail.html).toContain('<a href="https://desk.example/u/abc"');
  expect(headOf((await composeMail(out(), line(), KEY)).raw)).not.toContain('List-Unsubscribe');
});

it('marks what a machine wrote, and only that', async () => {
  expect(headOf((await composeMail(out({ automatic: true }), line(), KEY)).raw)).toMatch(
    /Auto-Submitted: auto-replied/,
  );
  expect(headOf((await composeMail(out(), line(), KEY)).raw)).not.toMatch(
    /Auto-Submitted|X-Auto-Response-Suppress|Precedence/,
  );
});

it('quotes what it is given, in the language of the line', async () => {
  const history = [{ from: 'Ana', at: new Date('2026-11-20T10:00:00Z'), text: 'It <broke>', html: null }];
  const mail = await simpleParser((await composeMail(out({ history }), line({ language: 'pt-BR' }), KEY)).raw);
  expect(mail.text).toContain('Em 2026-11-20 10:00 UTC, Ana escreveu:\n> It <broke>');
  expect(mail.html).toContain('It &lt;broke&gt;');
});

it('sends pictures in the text and files beside it', async () => {
  const files = [
    {
      id: '1',
      name: 'a.png',
      type: 'image/png',
      size: 1,
      contentId: 'pic@desk',
      content: async () => Buffer.from('x'),
    },
    {
      id: '2',
      name: '../../etc/passwd\r\nX-Evil: 1',
      type: 'text/html\r\nX-Evil: 1',
      size: 1,
      content: async () => Buffer.from('y'),
    },
  ];
  const { raw } = await composeMail(out({ files, html: '<img src="cid:pic@desk">' }), line(), KEY);
  const mail = await simpleParser(raw);
  expect(mail.attachments.map((file) => [file.contentType, Boolean(file.related)])).toEqual([
    ['image/png', true],
    ['application/octet-stream', false],
  ]);
  expect(mail.attachments[1]!.filename).not.toMatch(/[/\\]/);
  expect(raw.toString()).not.toMatch(/^X-Evil/m);
});

it('works without plus addresses', async () => {
  const { raw, envelope } = await composeMail(out(), line({ plusAddresses: false }), KEY);
  expect(envelope.from).toBe('support@desk.example');
  expect(headOf(raw)).not.toMatch(/^Reply-To/m);
});

it('lets no text break out of its header', async () => {
  const hostile = fc.string({ maxLength: 40 }).map((text) => `${text}\r\nBcc: evil@evil.example\r\n\r\n<b>`);
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (subject, name, fromName) => {
      const { raw, envelope } = await composeMail(
        out({
          subject,
          to: [
            { name, address: 'ana@customer.example' },
            { name, address: `x@y.example>\r\nRCPT TO:<evil@evil.example` },
          ],
          from: { name: fromName, kind: 'agent' },
        }),
        line({ fromName }),
        KEY,
      );
      expect(envelope.to).toEqual(['ana@customer.example']);
      expect(headOf(raw)).not.toMatch(/^Bcc:/im);
      expect(
        raw
          .toString('latin1')
          .split('\r\n')
          .every((row) => row.length <= 998),
      ).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it('keeps References short: the first and the last ones', () => {
  fc.assert(
    fc.property(fc.array(fc.uuid(), { minLength: 1, maxLength: 200 }), (ids) => {
      const kept = trimReferences(ids);
      expect(kept[0]).toBe(`<${ids[0]}>`);
      expect(kept.join(' ').length).toBeLessThanOrEqual(998);
      const unique = [...new Set(ids)];
      if (unique.length > 1) expect(kept.at(-1)).toBe(`<${unique.at(-1)}>`);
    }),
  );
});
