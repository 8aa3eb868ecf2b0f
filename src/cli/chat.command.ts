import type { Command } from 'commander';
import { ChatClient } from '../channels/chat/protocol/chat.client.js';
import { httpTransport } from '../channels/chat/protocol/http.transport.js';
import { socketTransport } from '../channels/chat/protocol/socket.transport.js';
import { MemoryStorage } from '../channels/chat/protocol/storage.js';
import { Config } from '../platform/config.js';
import { hmacHex } from '../platform/crypto/tokens.js';
import { newId } from '../platform/ids.js';
import { ClientExam, EXAM_INBOX, EXAM_MESSAGES } from './chat-conformance/client.exam.js';
import { SERVER_RULES, type ServerUnderTest } from './chat-conformance/server.rules.js';
import { exitCode, judge, line, summary, type Verdict } from './chat-conformance/verdict.js';
import { ChatTerminal } from './chat.terminal.js';
import { FileStorage } from './file.storage.js';
import { nodeTime } from './node.time.js';

interface TalkOptions {
  url?: string;
  inbox?: string;
  id?: string;
  name?: string;
  email?: string;
  secret?: string;
  hash?: string;
  lang?: string;
  store?: string;
  http?: boolean;
  wait: string;
  json?: boolean;
}

interface ConformanceOptions {
  inbox?: string;
  identitySecret?: string;
  serve?: boolean;
  port: string;
  timeout: string;
  json?: boolean;
}

export function register(program: Command): void {
  const chat = program
    .command('chat')
    .description('chat with a desk from the terminal, as a visitor')
    .option('--url <url>', 'where the desk is (default: this machine’s)')
    .option('--inbox <key>', 'public key of a chat inbox')
    .option('--id <id>', 'come as a verified person')
    .option('--name <name>', 'their name')
    .option('--email <address>', 'their e-mail address')
    .option('--hash <hex>', 'hex HMAC-SHA256 of the id')
    .option('--secret <secret>', 'the inbox’s identity secret, from which the hash is made')
    .option('--lang <tag>', 'language, such as pt-BR')
    .option('--store <file>', 'keep the visitor’s token and unsent messages there (default: only while it runs)')
    .option('--http', 'plain HTTP instead of a socket')
    .option('--wait <seconds>', 'how long to wait for answers when the input has ended', '2')
    .option('--json', 'print each message as a line of JSON')
    .action(async (options: TalkOptions, command: Command) => {
      await talk({
        ...options,
        inbox:
          options.inbox ?? command.error('error: give --inbox <key>: GET /api/v1/inboxes shows it', { exitCode: 2 }),
      });
    });

  chat
    .command('conformance [url]')
    .description('check a server against the chat protocol, or (--serve) a client')
    .option('--inbox <key>', 'public key of a chat inbox of the server')
    .option('--identity-secret <secret>', 'the inbox’s identity secret; without it some rules are skipped')
    .option('--serve', 'be the server that a client is tried on')
    .option('--port <port>', 'with --serve', '0')
    .option('--timeout <seconds>', 'with --serve: how long to wait for the client', '300')
    .option('--json', 'print JSON')
    .action(async (url: string | undefined, options: ConformanceOptions, command: Command) => {
      // Commander gives an option that both commands know to the first one.
      const all = command.optsWithGlobals<ConformanceOptions>();
      if (options.serve) return serveClient(all);
      const target = url && targetOf(url, all);
      if (!target) return command.error('error: give the server’s URL and --inbox <key>, or --serve', { exitCode: 2 });
      await checkServer(target, all.json ?? false);
    });
}

async function talk(options: TalkOptions & { inbox: string }): Promise<void> {
  const server = (options.url ?? Config.fromEnvironment().publicUrl).replace(/\/$/, '');
  const { id, name, email, secret, lang } = options;
  const hash = options.hash ?? (id && secret ? hmacHex(secret, id) : undefined);
  const client = new ChatClient({
    inbox: options.inbox,
    transports: options.http ? [httpTransport(server)] : [socketTransport(server), httpTransport(server)],
    storage: options.store ? new FileStorage(options.store) : new MemoryStorage(),
    scheduler: nodeTime,
    newId,
    lang,
    ...(id && hash && { identity: { id, hash, name, email } }),
  });
  const terminal = new ChatTerminal(client, {
    server,
    json: options.json ?? false,
    waitMs: Number(options.wait) * 1_000,
    input: process.stdin,
    write: (text) => process.stdout.write(text),
  });
  if (!(await terminal.run())) process.exitCode = 1;
}

/** Also takes the address of the page on which the widget is tried: it names the inbox. */
function targetOf(url: string, { inbox, identitySecret }: ConformanceOptions): ServerUnderTest | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, searchParams } = new URL(url);
  const key = inbox ?? searchParams.get('inbox');
  return key ? { server: origin, inbox: key, identitySecret } : undefined;
}

async function checkServer(target: ServerUnderTest, json: boolean): Promise<void> {
  const reachable = await fetch(`${target.server}/socket.io/?EIO=4&transport=polling`).catch(() => undefined);
  if (!reachable) {
    process.stderr.write(`${target.server} does not answer.\n`);
    process.exitCode = 2;
    return;
  }
  report(await judge(SERVER_RULES, target, (verdict) => !json && process.stdout.write(`${line(verdict)}\n`)), json);
}

async function serveClient({ port, timeout, json = false }: ConformanceOptions): Promise<void> {
  const exam = new ClientExam();
  const url = await exam.listen(Number(port));
  const invite = `Connect your client to ${url} (namespace /chat, inbox "${EXAM_INBOX}") and let it say the numbers 1 to ${EXAM_MESSAGES}, each as a message.\n`;
  (json ? process.stderr : process.stdout).write(invite);
  await exam.run(Number(timeout) * 1_000);
  const verdicts = await exam.grade((verdict) => !json && process.stdout.write(`${line(verdict)}\n`));
  await exam.close();
  report(verdicts, json);
}

function report(verdicts: Verdict[], json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(verdicts, null, 2)}\n` : `${summary(verdicts)}\n`);
  process.exitCode = exitCode(verdicts);
}
