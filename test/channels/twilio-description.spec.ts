import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../src/platform/database/free-port.js';
import type { Line, Outbound } from '../../src/channels/contract.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import type { Call } from '../../src/channels/calls/call.entity.js';
import { SentParts } from '../../src/channels/delivery/sent-parts.service.js';
import { SmsChannel } from '../../src/channels/sms/sms.channel.js';
import { VoiceAdapter } from '../../src/channels/voice/voice.adapter.js';
import { WhatsappChannel } from '../../src/channels/whatsapp/whatsapp.channel.js';
import { VoiceHistory } from '../../src/channels/voice/voice-history.js';
import { VoiceControl } from '../../src/channels/voice/voice-control.js';
import { TestApp } from '../harness/app.js';

/**
 * Twilio's own description judges what we send. It is not part of the project (see its README beside it); where it is
 * absent, this is skipped.
 */
const DESCRIPTION = join(import.meta.dirname, '../../../shared/fixtures/twilio/twilio_api_v2010.json');
const PLACES = [process.env.TWILIO_DESCRIPTION, DESCRIPTION].filter((place): place is string => Boolean(place));
const found = PLACES.find((place) => existsSync(place));

/** One of the list: the mock has another page behind each. */
const SINCE = new Date('2026-03-12T08:00:00Z');
const SID = `AC${'a'.repeat(32)}`;

interface Schema {
  properties?: Record<string, { type?: string }>;
}
interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema; encoding?: object }> };
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
}

/** Repeated form fields are refused until the description says that they repeat, as the real API takes them. */
function withRepeatedFields(description: Description): Description {
  for (const path of Object.values(description.paths)) {
    for (const operation of Object.values(path)) {
      const form = operation.requestBody?.content['application/x-www-form-urlencoded'];
      const arrays = Object.entries(form?.schema.properties ?? {}).filter(([, { type }]) => type === 'array');
      if (form && arrays.length > 0) {
        form.encoding = Object.fromEntries(arrays.map(([name]) => [name, { style: 'form', explode: true }]));
      }
    }
  }
  return description;
}

(found ? describe : describe.skip)('what we send, judged by Twilio’s own description', () => {
  const seen: { method: string; path: string; names: string[]; status: number }[] = [];
  let folder: string;
  let description: Description;
  let prism: ChildProcess;
  let front: Server;
  let app: TestApp;
  let channel: SmsChannel;
  let line: Line;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'frontdesk-twilio-'));
    description = withRepeatedFields(JSON.parse(readFileSync(found!, 'utf8')) as Description);
    const file = join(folder, 'description.json');
    writeFileSync(file, JSON.stringify(description));
    const port = await freePort();
    prism = spawn(
      process.execPath,
      ['node_modules/@stoplight/prism-cli/dist/index.js', 'mock', '--host', '127.0.0.1', '--port', String(port), file],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    await new Promise<void>((done, fail) => {
      prism.stdout!.on('data', (line: Buffer) => /Prism is listening/.test(line.toString()) && done());
      prism.once('exit', (code) => fail(new Error(`prism ended with ${code}`)));
    });
    // Unknown fields pass the mock, so what goes by is written down and compared with the description's own list.
    front = createServer(async (request, response) => {
      const body = await text(request);
      const url = new URL(request.url!, 'http://mock');
      const names = [...new URLSearchParams(body).keys(), ...url.searchParams.keys()];
      const onward = httpRequest(
        { host: '127.0.0.1', port, path: request.url, method: request.method, headers: request.headers },
        async (answer) => {
          seen.push({ method: request.method!, path: url.pathname, names, status: answer.statusCode! });
          response.writeHead(answer.statusCode!, answer.headers).end(await text(answer));
        },
      );
      onward.end(body);
    });
    await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
    const { port: frontPort } = front.address() as AddressInfo;
    app = await TestApp.boot({ TWILIO_API_URL: `http://127.0.0.1:${frontPort}`, EGRESS_ALLOW: '127.0.0.1' });
    const { inbox } = await app.get(InboxesService).create({
      channel: 'sms',
      name: 'Judged',
      address: '+14155552345',
      settings: { accountSid: SID, authToken: 'a token' },
    });
    line = await app.get(InboxesService).line(inbox.id);
    channel = app.get(SmsChannel);
  }, 60_000);
  beforeEach(() => {
    seen.length = 0;
  });
  afterAll(async () => {
    await app?.close();
    front?.close();
    prism?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every call was let through, and every name that it used is in the description. */
  function judged(): void {
    expect(seen.length).toBeGreaterThan(0);
    for (const { method, path, names, status } of seen) {
      // To make something is answered by 201, to change something by 200, to take it away by 204.
      expect({ path, isFine: [200, 201, 204].includes(status) }).toEqual({ path, isFine: true });
      const [template] = Object.keys(description.paths).filter((one) =>
        new RegExp(`^${one.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+?')}$`).test(path),
      );
      const operation = description.paths[template!]![method.toLowerCase()]!;
      const known = [
        ...Object.keys(operation.requestBody?.content['application/x-www-form-urlencoded']?.schema.properties ?? {}),
        ...(operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
      ];
      expect(known).toEqual(expect.arrayContaining(names));
    }
  }

  const out = (more: Partial<Outbound> = {}): Outbound => ({
    messageId: '019a0000-0000-7000-8000-000000000001',
    conversationId: '019a0000-0000-7000-8000-000000000002',
    ticketNumber: 7,
    seq: 2,
    to: [{ address: '+5511987654321' }],
    cc: [],
    bcc: [],
    from: { name: 'Rui', kind: 'agent' },
    subject: null,
    text: 'Chegamos às 9',
    html: null,
    files: [],
    references: [],
    inReplyTo: null,
    lastInboundAt: null,
    history: [],
    automatic: false,
    clientId: null,
    at: new Date(),
    externalId: null,
    ...more,
  });
  const file = (id: string) => ({
    id,
    name: 'a.png',
    type: 'image/png',
    size: 10,
    content: async () => Buffer.alloc(10),
  });

  it('takes a text', async () => {
    const sent = await channel.send(out(), line);

    expect(sent.externalId).toMatch(/^(SM|MM)/);
    judged();
    expect(seen[0]!.names).toEqual(expect.arrayContaining(['To', 'From', 'Body', 'StatusCallback', 'SmartEncoded']));
  });

  it('takes several pictures', async () => {
    await channel.send(out({ files: [file('f-1'), file('f-2')] }), line);

    judged();
    expect(seen[0]!.names.filter((name) => name === 'MediaUrl')).toHaveLength(2);
  });

  it('takes a messaging service in place of a number', async () => {
    const service = { ...line, settings: { ...line.settings, messagingServiceSid: `MG${'b'.repeat(32)}` } };
    await channel.send(out(), service);

    judged();
    expect(seen[0]!.names).not.toContain('From');
  });

  it('takes the question what became of a message', async () => {
    await channel.reconcile(out(), line);

    judged();
  });

  it('takes the questions of the live check', async () => {
    await channel.check(line);

    judged();
    expect(seen).toHaveLength(2);
  });

  describe('of WhatsApp', () => {
    let whatsapp: Line;
    const by = () => app.get(WhatsappChannel);

    beforeAll(async () => {
      const { inbox } = await app.get(InboxesService).create({
        channel: 'whatsapp',
        name: 'Judged WhatsApp',
        address: '+14155552347',
        settings: { provider: 'twilio', accountSid: SID, authToken: 'a token' },
      });
      whatsapp = await app.get(InboxesService).line(inbox.id);
    });
    // What was sent is remembered by message, and there is none behind these.
    beforeEach(() => jest.spyOn(app.get(SentParts), 'remember').mockResolvedValue());
    afterEach(() => jest.restoreAllMocks());

    it('takes words with a picture', async () => {
      await by().send(out({ to: [{ address: '5511987654321' }], files: [file('f-1')] }), whatsapp);

      judged();
      expect(seen[0]!.names).toEqual(expect.arrayContaining(['To', 'From', 'Body', 'MediaUrl', 'StatusCallback']));
    });

    it('takes a template by its content and variables', async () => {
      const variables = [{ in: 'body' as const, name: '1', value: 'Ana' }];
      const template = { id: `HX${'d'.repeat(32)}`, name: 'visit', language: 'pt_BR', variables };
      await by().send(out({ template }), whatsapp);

      judged();
      expect(seen[0]!.names).toEqual(expect.arrayContaining(['ContentSid', 'ContentVariables']));
    });

    it('takes the question what became of a message', async () => {
      await by().reconcile(out(), whatsapp);

      judged();
    });
  });

  describe('of calls', () => {
    let phone: Line;
    const control = () => app.get(VoiceControl);
    const call = {
      id: '019a0000-0000-7000-8000-000000000003',
      sid: `CA${'c'.repeat(32)}`,
      conferenceSid: `CF${'d'.repeat(32)}`,
      to: '+5511987654321',
      waitsAt: '1.open.0',
      facts: { record: 'yes' },
    } as unknown as Call;
    const agent = `CA${'e'.repeat(32)}`;

    beforeAll(async () => {
      const { inbox } = await app.get(InboxesService).create({
        channel: 'voice',
        name: 'Judged calls',
        address: '+14155552346',
        settings: { accountSid: SID, authToken: 'a token' },
      });
      phone = await app.get(InboxesService).line(inbox.id);
      Object.assign(call, { inboxId: inbox.id });
    });

    it.each<[string, () => Promise<unknown>]>([
      ['a colleague in the conversation', () => control().add(call, phone, { label: 'a', to: { userId: call.id } })],
      [
        'a lead who whispers',
        () => control().add(call, phone, { label: 's', to: { userId: call.id }, whispersTo: agent }),
      ],
      ['an outside number', () => control().add(call, phone, { label: 'o', to: { phone: '+5511955550000' } })],
      ['a call that we make', () => control().dial(call, phone)],
      [
        'a call in which it is said that it is recorded',
        () => control().dial(call, { ...phone, settings: { ...phone.settings, recording: 'notice' } }),
      ],
      ['the recording of a call that we made', () => control().record({ ...call, direction: 'out' }, phone, call.sid!)],
      ['a pause of that recording', () => control().pauseRecording({ ...call, direction: 'out' }, phone, true)],
      ['a lead who whispers no longer', () => control().tune(call, phone, agent, { silent: true })],
      ['a lead who begins to whisper', () => control().tune(call, phone, agent, { whispersTo: agent })],
      [
        'a mobile that rings',
        () => control().ring(call, phone, { label: 'm', to: '+5511955550000', press: true, seconds: 25 }),
      ],
      [
        'a desk phone that rings',
        () => control().ring(call, phone, { label: 'd', to: 'sip:201@desk.sip.twilio.com', press: false, seconds: 25 }),
      ],
      [
        'an account for a desk phone',
        () => control().makeDeskPhone(phone, { username: '201', password: 'Long enough 4 Twilio' }),
      ],
      ['the end of that account', () => control().dropDeskPhone(phone, `CR${'f'.repeat(32)}`)],
      [
        'a page by call',
        () =>
          app
            .get(VoiceAdapter)
            .page({ to: '+5511955550000', text: 'Alarm', language: 'en', reference: 'a page' }, phone),
      ],
      ['the customer brought in', () => control().bringCustomer(call, phone)],
      ['the customer taken back', () => control().takeBack(call, phone)],
      ['hold', () => control().hold(call, phone, true)],
      ['mute', () => control().mute(call, phone, agent, true)],
      ['a pause of the recording', () => control().pauseRecording(call, phone, true)],
      ['the recording that goes on', () => control().pauseRecording(call, phone, false)],
      ['a leg that is let go', () => control().remove(call, phone, agent)],
      ['the question whether it is over', () => control().isOver(call, phone)],
      ['the questions of the live check', () => app.get(VoiceAdapter).check(phone)],
      ['the question which calls came', () => app.get(VoiceHistory).calls(phone, SINCE, 1)],
      [
        'the question what was recorded',
        () => app.get(VoiceHistory).recordings(phone, new Date('2026-03-12T08:00:00Z')),
      ],
    ])('takes %s', async (_, ask) => {
      await ask();

      judged();
    });
  });

  it('would refuse what is wrong', async () => {
    const wrong = { ...line, settings: { ...line.settings, messagingServiceSid: 'not a service' } };

    await expect(channel.send(out(), wrong)).rejects.toThrow();
    expect(seen[0]!.status).toBe(422);
  });
});
