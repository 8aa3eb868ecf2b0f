import { io, type Socket } from 'socket.io-client';
import { ChatClient, type ChatClientOptions } from '../../src/channels/chat/protocol/chat.client.js';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { httpTransport } from '../../src/channels/chat/protocol/http.transport.js';
import { socketTransport } from '../../src/channels/chat/protocol/socket.transport.js';
import { MemoryStorage } from '../../src/channels/chat/protocol/storage.js';
import { nodeTime } from '../../src/cli/node.time.js';
import { newId } from '../../src/platform/ids.js';
import type { TestApp } from '../harness/app.js';
import { administrator, type Person } from '../harness/people.js';

export interface ChatInbox {
  id: string;
  publicKey: string;
  identitySecret: string;
  version: number;
}

export async function chatInbox(
  app: TestApp,
  admin: Person,
  settings: Record<string, unknown> = {},
): Promise<ChatInbox> {
  const made = await admin.post<ChatInbox>('/inboxes', { channel: 'chat', name: 'Website', settings });
  if (made.status !== 201) throw new Error(`no inbox: ${JSON.stringify(made.body)}`);
  return made.body;
}

export async function desk(
  settings: Record<string, unknown> = {},
): Promise<{ app: TestApp; admin: Person; inbox: ChatInbox }> {
  const { TestApp: Harness } = await import('../harness/app.js');
  const app = await Harness.boot();
  const admin = await administrator(app);
  return { app, admin, inbox: await chatInbox(app, admin, settings) };
}

const open = new Set<{ stop(): void }>();

/** A visitor as the widget is one, by socket or by plain HTTP. */
export async function visitor(
  app: TestApp,
  inbox: ChatInbox,
  how: 'socket' | 'http' = 'socket',
  more: Partial<ChatClientOptions> = {},
): Promise<ChatClient> {
  const client = new ChatClient({
    inbox: inbox.publicKey,
    transports: [how === 'socket' ? socketTransport(app.url) : httpTransport(app.url)],
    storage: new MemoryStorage(),
    scheduler: nodeTime,
    newId,
    ...more,
  });
  open.add(client);
  await client.start();
  await until(client, (state) => state.connection === 'online');
  return client;
}

/** An agent's socket, as the console has one. */
export async function agentSocket(app: TestApp, agent: Person): Promise<Socket> {
  const socket = io(`${app.url}/agent`, {
    transports: ['websocket'],
    extraHeaders: { cookie: agent.cookie },
    reconnection: false,
    forceNew: true,
  });
  open.add({ stop: () => socket.close() });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
}

export function leave(): void {
  for (const one of open) one.stop();
  open.clear();
}

export function until(client: ChatClient, holds: (state: ChatState) => boolean, withinMs = 8_000): Promise<ChatState> {
  return new Promise((resolve, reject) => {
    const look = (state: ChatState): void => {
      if (!holds(state)) return;
      clearTimeout(timer);
      stop();
      resolve(state);
    };
    const stop = client.subscribe(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`it did not come to that: ${JSON.stringify(client.state)}`));
    }, withinMs);
    look(client.state);
  });
}

/** Says something and waits until the server has it. */
export async function say(client: ChatClient, text: string): Promise<number> {
  const clientId = await client.send(text);
  const state = await until(client, (s) => s.messages.some((m) => m.clientId === clientId));
  return state.messages.find((m) => m.clientId === clientId)!.seq;
}

export const texts = (client: ChatClient): string[] => client.state.messages.map((m) => m.text);
