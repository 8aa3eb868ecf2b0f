import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseMail } from './mail.parser.js';
import { readMail } from './read-mail.js';
import { unwrapTnef } from './tnef.js';

const fixture = (name: string): Buffer => readFileSync(join(process.cwd(), 'test/fixtures/mail', `${name}.eml`));
const parsed = (name: string) => parseMail(fixture(name));

describe('charsets', () => {
  it.each([
    ['latin1-headers', 'A manutenção é hoje.'],
    ['utf8-headers', 'É hoje.'],
    ['unknown-charset', 'Ligação caiu – de novo.'],
    ['mislabelled-utf8', 'Ligação caiu às 10h.'],
    ['labelled-utf8-but-latin1', 'Ligação caiu às 10h.'],
    ['no-charset-8bit', 'Ligação caiu.'],
    ['windows-1258', 'Xin chào'],
    ['iso-8859-8-i', 'שלום'],
    ['iso-2022-jp', 'こんにちは'],
    ['encoded-word-content-type', 'Corpo'],
  ])('%s is read as it was meant', async (name, text) => {
    expect((await parsed(name)).text.trim()).toBe(text);
  });

  it.each([
    ['latin1-headers', 'Manutenção urgente', 'José Araújo'],
    ['utf8-headers', 'Manutenção urgente 🚨', 'José Araújo'],
    ['iso-2022-jp', 'こんにちは', 'Ana Souza'],
    ['split-encoded-word', 'Manutenção', 'Ana Souza'],
  ])('%s has a readable subject and name', async (name, subject, from) => {
    expect(await parsed(name)).toMatchObject({ subject, from: { name: from } });
  });
});

describe('structure', () => {
  it.each(['missing-boundary', 'unclosed-boundary', 'duplicate-headers', 'empty', 'empty-message-id'])(
    '%s does no harm',
    async (name) => {
      await expect(parsed(name)).resolves.toBeDefined();
    },
  );

  it('shows the parts before a boundary that is never closed', async () => {
    const mail = await parsed('unclosed-boundary');
    expect(mail.text.trim()).toBe('Primeira parte');
    expect(mail.files.map((file) => file.name)).toEqual(['a.pdf']);
  });

  it('takes no id from an empty or missing Message-ID', async () => {
    expect((await parsed('empty-message-id')).messageId).toBeNull();
    expect((await parsed('no-message-id')).messageId).toBeNull();
  });

  it('puts names of files together that were cut and encoded', async () => {
    expect((await parsed('rfc2231-name')).files[0]!.name).toBe('relatório de manutenção.pdf');
  });

  it('keeps a forwarded mail as a file', async () => {
    const mail = await parsed('forwarded-attached');
    expect(mail.text.trim()).toBe('Segue o pedido.');
    expect(mail.files).toMatchObject([{ type: 'message/rfc822', inline: false }]);
  });

  it('knows which pictures the HTML shows', async () => {
    expect((await parsed('inline-image')).files).toMatchObject([
      { name: 'foto.png', contentId: 'foto@x', inline: true },
    ]);
  });

  it('makes text of a mail that has only HTML', async () => {
    expect((await parsed('html-only')).text).toBe('Primeira linha\n\nSegunda & última');
  });

  it('leaves AMP out', async () => {
    expect((await parsed('amp')).files).toEqual([]);
  });

  it('tells what an invitation says', async () => {
    expect((await parsed('invitation')).invitations).toEqual([
      {
        method: 'REQUEST',
        summary: 'Visita técnica',
        start: '2026-11-23T13:00:00.000Z',
        end: '2026-11-23T14:00:00.000Z',
        location: 'São Paulo',
        organizer: 'ana@customer.example',
        uid: '1',
        stamp: '2026-11-20T10:00:00.000Z',
        sequence: 0,
        attendees: [],
      },
    ]);
  });

  it.each([
    ['smime-signed', { scheme: 'smime', kind: 'signed' }],
    ['smime-encrypted', { scheme: 'smime', kind: 'encrypted' }],
    ['pgp-encrypted', { scheme: 'pgp', kind: 'encrypted' }],
    ['html-only', null],
  ])('%s is marked as protected or not', async (name, protection) => {
    expect((await parsed(name)).protection).toEqual(protection);
  });

  it.each(['smime-opaque', 'smime-opaque-streamed'])('shows what %s hides within its signature', async (name) => {
    const mail = await parsed(name);
    expect(mail).toMatchObject({
      subject: 'Opaco',
      from: { address: 'ana@customer.example' },
      protection: { scheme: 'smime', kind: 'signed' },
    });
    expect(mail.text.trim()).toBe('Assinado por dentro: ação');
    expect(mail.files.map((file) => file.name)).toEqual(['a.pdf', 'smime.p7m']);
  });

  it('keeps what is signed or encrypted', async () => {
    expect((await parsed('smime-encrypted')).files.map((file) => file.name)).toEqual(['smime.p7m']);
    expect((await parsed('smime-signed')).files.map((file) => file.name)).toEqual(['smime.p7s']);
  });
});

describe('winmail.dat', () => {
  it('gives its body and its files, with their long names', async () => {
    const mail = await parsed('tnef');
    expect(mail.text).toBe('Corpo escondido no TNEF');
    expect(mail.files).toMatchObject([{ name: 'Proposta comercial ção.txt', type: 'text/plain' }]);
    expect(Buffer.from(mail.files[0]!.content).toString()).toBe('conteudo do anexo');
  });

  it('is given up quietly where it is broken', async () => {
    expect((await parsed('tnef-broken')).text.trim()).toBe('Texto');
  });

  it('never throws, whatever follows its signature', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        unwrapTnef(Buffer.concat([Buffer.from('789f3e220100', 'hex'), bytes]));
      }),
    );
  });
});

const HOSTILE_HEADERS = [
  'Subject: ',
  'From: ',
  'Message-ID: <',
  'References: <',
  'Content-ID: <',
  'To: =?utf-16?B?2AA=?= ',
  'Content-Type: multipart/mixed; boundary=a; x=',
  '\r\n--a\r\nContent-Type: text/calendar\r\n\r\n',
  '\r\n--a\r\nContent-Type: message/delivery-status\r\n\r\nAction: ',
  '\r\n--a\r\nContent-Type: text/plain; charset=utf-16le\r\n\r\n',
];

it('reads any bytes into what can be stored', async () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(...HOSTILE_HEADERS).map((text) => Buffer.from(`${text}`)),
      fc.uint8Array({ maxLength: 40 }),
      fc.constant(Buffer.from('\0\r\n')),
    ),
    { maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const { mail, ...rest } = await readMail(Buffer.concat(parts), null);
      const stored = JSON.stringify({
        ...rest,
        mail: { ...mail, files: mail.files.map((file) => ({ ...file, content: null })) },
      });
      expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
    { numRuns: 150 },
  );
});
