import { InboxesService } from '../../src/channels/inboxes.service.js';
import { DeliveryService } from '../../src/channels/delivery/delivery.service.js';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import type { Line } from '../../src/channels/contract.js';
import { FileScans } from '../../src/conversations/file-scans.service.js';
import { TestApp } from '../harness/app.js';
import { agent, type Person } from '../harness/people.js';
import { JsonChannel, says } from '../channels/json-channel.js';
import { ClamdServer, EICAR } from './clamd-server.js';

interface File {
  id: string;
  name: string;
  url: string;
  scan?: string;
  finding?: string;
  blocked?: boolean;
}

/** The desk with a scanner beside it, by one policy or the other. */
class Desk {
  private count = 0;
  private constructor(
    readonly app: TestApp,
    readonly clamd: ClamdServer,
    readonly channel: JsonChannel,
    readonly line: Line,
    readonly me: Person,
  ) {}

  static async open(policy: 'hold' | 'mark'): Promise<Desk> {
    const clamd = await ClamdServer.start(4_000);
    const app = await TestApp.boot({ CLAMAV_URL: clamd.url, SCAN_POLICY: policy });
    const channel = new JsonChannel('pager', { threads: false, subject: false });
    app.get(ChannelRegistry).add(channel);
    const { inbox } = await app.get(InboxesService).create({ channel: 'pager', name: 'Pager', address: '+1' });
    return new Desk(app, clamd, channel, await app.get(InboxesService).line(inbox.id), await agent(app));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.clamd.stop();
  }

  /** A customer sends a file; returns the ticket. */
  async brings(content: Buffer): Promise<string> {
    this.count += 1;
    this.channel.keeps = async () => content;
    const said = says(`c${this.count}@files.example`, 'See here', {
      files: [{ reference: 'r', name: 'paper.pdf', type: 'application/pdf' }],
    });
    const { envelopeId } = await this.app
      .get(Receiver)
      .receive(this.line, { key: `k${this.count}`, raw: Buffer.from(JSON.stringify([said])) });
    await this.app.settle();
    return (await this.app.db.query('select ticket_id from envelopes where id = $1', [envelopeId]))[0].ticket_id;
  }

  async fileOf(ticketId: string): Promise<File> {
    const { body } = await this.me.get<{ items: { text: string; attachments: File[] }[] }>(
      `/tickets/${ticketId}/messages`,
    );
    expect(body.items[0]!.text).toBe('See here');
    return body.items[0]!.attachments[0]!;
  }

  download(file: File) {
    return this.me.get<{ code?: string; finding?: string }>(file.url.replace('/api/v1', ''));
  }

  upload(content: Buffer) {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type: 'application/pdf' }), 'mine.pdf');
    return this.me.post<{ id: string; code?: string }>('/attachments', form);
  }

  async scannerComesBack(): Promise<void> {
    this.clamd.mode = 'well';
    await this.app.db.query(`update file_scans set try_at = now() - interval '1 second' where state = 'waiting'`);
    await this.app.get(FileScans).sweep();
    await this.app.settle();
  }
}

describe('files that a scanner looks at', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('hold');
  });
  beforeEach(() => {
    desk.clamd.mode = 'well';
    desk.channel.sent.length = 0;
  });
  afterAll(() => desk.close());

  it('are as they always were where nothing is found', async () => {
    const file = await desk.fileOf(await desk.brings(Buffer.from('%PDF-1.7 harmless')));

    expect(file).not.toHaveProperty('scan');
    expect(file).not.toHaveProperty('blocked');
    expect((await desk.download(file)).status).toBe(200);
  });

  it('stay where nobody gets them where one is infected; the message is there, and says so', async () => {
    const file = await desk.fileOf(await desk.brings(Buffer.concat([Buffer.from('%PDF-1.7 '), EICAR])));

    expect(file).toMatchObject({ name: 'paper.pdf', scan: 'infected', finding: 'Eicar-Test-Signature', blocked: true });
    expect(await desk.download(file)).toMatchObject({
      status: 403,
      body: { code: 'infected', finding: 'Eicar-Test-Signature' },
    });
  });

  it('wait while the scanner is away, and are there once it has seen them', async () => {
    desk.clamd.mode = 'broken';
    const ticketId = await desk.brings(Buffer.from('%PDF-1.7 late'));
    const waiting = await desk.fileOf(ticketId);
    expect(waiting).toMatchObject({ scan: 'waiting', blocked: true });
    expect(await desk.download(waiting)).toMatchObject({ status: 409, body: { code: 'not_scanned' } });

    await desk.scannerComesBack();
    expect(await desk.fileOf(ticketId)).not.toHaveProperty('scan');
    expect((await desk.download(waiting)).status).toBe(200);
  });

  it('are held back where they are too large to be looked at', async () => {
    const file = await desk.fileOf(await desk.brings(Buffer.alloc(5_000, 3)));

    expect(file).toMatchObject({ scan: 'unscannable', finding: 'too large for the scanner', blocked: true });
  });

  it('are not taken from our own people where infected, and nothing infected leaves', async () => {
    expect(await desk.upload(Buffer.concat([Buffer.from('x'), EICAR]))).toMatchObject({
      status: 403,
      body: { code: 'infected' },
    });

    desk.clamd.mode = 'broken';
    const later = await desk.upload(Buffer.concat([Buffer.from('y'), EICAR]));
    expect(later.status).toBe(201);
    const ticketId = await desk.brings(Buffer.from('%PDF a question'));
    const reply = await desk.me.post<{ id: string }>(`/tickets/${ticketId}/messages`, {
      kind: 'reply',
      text: 'Here you are',
      attachments: [later.body.id],
    });
    await desk.app.settle();
    const stateOf = async () =>
      (await desk.app.db.query('select state, error from messages where id = $1', [reply.body.id]))[0];
    expect(await stateOf()).toMatchObject({ state: 'queued', error: expect.stringContaining('virus scanner') });

    await desk.scannerComesBack();
    await desk.app.db.query('update messages set send_at = now() where id = $1', [reply.body.id]);
    await desk.app.get(DeliveryService).send(reply.body.id);
    expect(await stateOf()).toMatchObject({ state: 'failed', error: expect.stringContaining('infected') });
    expect(desk.channel.sent).toHaveLength(0);
  });

  it('the scanner’s health is told, and takes nobody out of service', async () => {
    desk.clamd.mode = 'broken';
    const health = await desk.app.anyone.get<{ parts: Record<string, { ok: boolean; detail: string }> }>(
      '//health/ready',
    );

    expect(health.body.parts.scanner).toMatchObject({ ok: true, detail: expect.stringContaining('files wait') });
  });
});

describe('where files are only marked', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open('mark');
  });
  afterAll(() => desk.close());

  it('one that was not looked at is there and says so; an infected one is not', async () => {
    desk.clamd.mode = 'broken';
    const ticketId = await desk.brings(Buffer.concat([Buffer.from('%PDF '), EICAR]));
    const marked = await desk.fileOf(ticketId);
    expect(marked).toMatchObject({ scan: 'waiting' });
    expect(marked).not.toHaveProperty('blocked');
    expect((await desk.download(marked)).status).toBe(200);

    await desk.scannerComesBack();
    expect(await desk.fileOf(ticketId)).toMatchObject({ scan: 'infected', blocked: true });
    expect((await desk.download(marked)).status).toBe(403);
  });
});
