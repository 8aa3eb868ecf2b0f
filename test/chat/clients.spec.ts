import { Readable } from 'node:stream';
import { io } from 'socket.io-client';
import { ChatClient } from '../../src/channels/chat/protocol/chat.client.js';
import { socketTransport } from '../../src/channels/chat/protocol/socket.transport.js';
import { MemoryStorage } from '../../src/channels/chat/protocol/storage.js';
import { ClientExam, EXAM_INBOX, EXAM_MESSAGES } from '../../src/cli/chat-conformance/client.exam.js';
import { ChatTerminal } from '../../src/cli/chat.terminal.js';
import { nodeTime } from '../../src/cli/node.time.js';
import { newId } from '../../src/platform/ids.js';

const NUMBERS = Array.from({ length: EXAM_MESSAGES }, (_, i) => String(i + 1));

async function examine(take: (client: ChatClient, url: string) => Promise<unknown>): Promise<string[]> {
  const exam = new ClientExam();
  const url = await exam.listen(0);
  const client = new ChatClient({
    inbox: EXAM_INBOX,
    transports: [socketTransport(url)],
    storage: new MemoryStorage(),
    scheduler: nodeTime,
    newId,
  });
  try {
    await Promise.all([take(client, url), exam.run(50_000)]);
    const verdicts = await exam.grade();
    return verdicts.filter((v) => v.outcome !== 'passed').map((v) => `${v.rule}: ${v.detail}`);
  } finally {
    client.stop();
    await exam.close();
  }
}

describe('our clients keep the chat protocol', () => {
  it('the widget’s core', async () => {
    const broken = await examine(async (client) => {
      await client.start();
      for (const text of NUMBERS) await client.send(text);
    });
    expect(broken).toEqual([]);
  }, 60_000);

  it('the terminal', async () => {
    let printed = '';
    const broken = await examine((client, server) => {
      const input = Readable.from(NUMBERS.map((n) => `${n}\n`));
      const write = (text: string): void => void (printed += text);
      return new ChatTerminal(client, { server, json: false, waitMs: 3_000, input, write }).run();
    });
    expect(broken).toEqual([]);
    expect(printed).toContain('Rui Tanaka: but this one');
    expect(printed).toContain('Not sent: this one is never accepted');
  }, 60_000);
});

describe('the kit finds a client that', () => {
  it('says each thing once and hopes', async () => {
    const exam = new ClientExam();
    const url = await exam.listen(0);
    const socket = io(`${url}/chat`, { auth: { inbox: EXAM_INBOX }, reconnectionDelay: 50, reconnectionDelayMax: 100 });
    for (const text of NUMBERS) socket.emit('message', { clientId: `id-${text}`, text });
    await exam.run(5_000);
    const failed = (await exam.grade()).filter((v) => v.outcome === 'failed').map((v) => v.rule);
    socket.close();
    await exam.close();
    expect(failed).toEqual(
      expect.arrayContaining(['client.lost-ack', 'client.rate-limited', 'client.dropped-before', 'client.gap']),
    );
  });
});
