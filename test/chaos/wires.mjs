/** What networks and laptops do to a chat. Each visitor has a wire of their own, so that all of it runs at once. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { socketTransport } from '../../dist/src/channels/chat/protocol/socket.transport.js';
import { ChatVisitor } from '../harness/live/chat-visitor.mjs';
import { Desk } from '../harness/live/desk.mjs';
import { pause, until } from '../harness/live/processes.mjs';
import { randomFrom } from '../harness/live/random.mjs';
import { Wire } from '../harness/live/wire.mjs';

/** Longer than the server's ping interval and time-out together: it gives the connection up while the lid is closed. */
const SLEEP_MS = 40_000;
const BACK_WITHIN_MS = 60_000;

export async function wires({ findings, seed }) {
  findings.section('The network is cut, the laptop sleeps, tabs and acknowledgements come in any order');
  const desk = await Desk.open();
  try {
    const api = await desk.signIn();
    const { publicKey } = await api.post('/inboxes', { channel: 'chat', name: 'Website' });
    const scene = { desk, api, findings, inbox: publicKey, random: randomFrom(seed) };
    await Promise.all([upCut(scene), downCut(scene), asleep(scene), twoTabs(scene), lateAcks(scene), anyOrder(scene)]);
  } finally {
    await desk.close();
  }
}

async function upCut(scene) {
  const { wire, visitor } = await onAWire(scene);
  wire.cut('up');
  await visitor.say('said while nothing reaches the desk');
  await pause(12_000);
  wire.mend();
  await visitor.say('said afterwards');
  await judge(scene, 'client to server cut', visitor, visitor.said);
  await wire.close();
}

async function downCut(scene) {
  const { wire, visitor } = await onAWire(scene);
  wire.cut('down');
  const ticket = await ticketOf(scene, visitor);
  await visitor.say('said while nothing comes back');
  // Nothing tells the visitor, so the desk is asked: the answer is to come after it.
  await until('what was said is at the desk', async () => {
    const { items } = await scene.api.get(`/tickets/${ticket.id}/messages`);
    return items.some(({ text }) => text === 'said while nothing comes back');
  });
  await answer(scene, ticket, 'answered while nothing arrives');
  await pause(12_000);
  wire.mend();
  await judge(scene, 'server to client cut', visitor, [...visitor.said, 'answered while nothing arrives']);
  await wire.close();
}

async function asleep(scene) {
  const { wire, visitor } = await onAWire(scene);
  const ticket = await ticketOf(scene, visitor);
  wire.cut('up', 'down');
  await answer(scene, ticket, 'answered while the laptop slept');
  await pause(SLEEP_MS);
  wire.mend();
  await visitor.client.wake();
  await judge(scene, 'a sleeping laptop', visitor, ['hello', 'answered while the laptop slept']);
  await wire.close();
}

/** Both tabs write at once; both must show the same, in the same order. */
async function twoTabs(scene) {
  const one = new ChatVisitor(scene.desk.url, scene.inbox);
  await begin(one);
  const two = new ChatVisitor(scene.desk.url, scene.inbox, { storage: one.storage });
  await two.start();
  await until('the second tab is connected', () => two.state.connection === 'online');
  const lines = Array.from({ length: 8 }, (_, at) => at);
  await Promise.all([
    ...lines.map((at) => one.say(`first tab ${at}`)),
    ...lines.map((at) => two.say(`second tab ${at}`)),
  ]);
  await until('both tabs show the same', () => same(one.texts, two.texts) && one.texts.length === 17, {
    withinMs: BACK_WITHIN_MS,
  }).catch(() => undefined);
  scene.findings.same('two tabs: both show the same', two.texts, one.texts);
  const inOrder = (tab) => lines.map((at) => `${tab} tab ${at}`);
  for (const [tab, visitor] of [
    ['first', one],
    ['second', two],
  ]) {
    const own = visitor.texts.filter((text) => text.startsWith(tab));
    scene.findings.same(`two tabs: what the ${tab} said is there once, in its order`, own, inOrder(tab));
  }
  await judgeNumbers(scene, 'two tabs', one);
  one.stop();
  two.stop();
}

/** Answers and notices are held up at random, so that they come in another order than they were sent. */
async function lateAcks(scene) {
  const late = (run) => void setTimeout(run, scene.random.between(0, 700));
  const direct = socketTransport(scene.desk.url);
  const visitor = new ChatVisitor(scene.desk.url, scene.inbox, {
    transport: (handshake, listener) => {
      const transport = direct(handshake, { ...listener, message: (message) => late(() => listener.message(message)) });
      return {
        ...transport,
        request: (call, body) =>
          transport.request(call, body).then((ack) => new Promise((done) => late(() => done(ack)))),
      };
    },
  });
  await begin(visitor);
  const ticket = await ticketOf(scene, visitor);
  for (let at = 0; at < 6; at += 1) {
    await visitor.say(`question ${at}`);
    await answer(scene, ticket, `reply ${at}`);
  }
  await until('everything is there', () => visitor.texts.length === 13 && visitor.settled, {
    withinMs: BACK_WITHIN_MS,
  }).catch(() => undefined);
  const told = (word) => visitor.texts.filter((text) => text.startsWith(word));
  const six = (word) => Array.from({ length: 6 }, (_, at) => `${word} ${at}`);
  scene.findings.same(
    'late acknowledgements: both sides are there once, in order',
    [told('question'), told('reply')],
    [six('question'), six('reply')],
  );
  await judgeNumbers(scene, 'late acknowledgements', visitor);
  visitor.stop();
}

/** A client that waits for nothing, and sends everything again in another order: the same acknowledgements. */
async function anyOrder({ desk, inbox, findings }) {
  const open = (auth) =>
    new Promise((done, fail) => {
      const socket = io(`${desk.url}/chat`, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
      socket.once('session', (session) => done({ socket, session }));
      socket.once('connect_error', fail);
    });
  const first = await open({ inbox });
  const messages = Array.from({ length: 9 }, (_, at) => ({ clientId: randomUUID(), text: `line ${at}` }));
  const send = ({ socket }) => ((message) => socket.timeout(20_000).emitWithAck('message', message)).bind(undefined);
  const acks = await Promise.all(messages.map(send(first)));
  const second = await open({ inbox, visitor: first.session.visitor });
  const again = await Promise.all([...messages].reverse().map(send(second)));
  const heads = (list) => list.map(({ ok, id, seq }) => ({ ok, id, seq }));
  findings.same('the same message in another order has the same acknowledgement', heads(again.reverse()), heads(acks));
  findings.same(
    'sent without waiting: numbered without a gap',
    acks.map(({ seq }) => seq).sort((a, b) => a - b),
    messages.map((_, at) => at + 1),
  );
  first.socket.disconnect();
  second.socket.disconnect();
}

async function onAWire({ desk, inbox }) {
  const wire = await Wire.open(desk.ports.web);
  const visitor = new ChatVisitor(wire.url, inbox);
  await begin(visitor);
  return { wire, visitor };
}

async function begin(visitor) {
  await visitor.start();
  await visitor.say('hello');
  await until('the first message is acknowledged', () => visitor.settled && visitor.state.conversation?.ticket);
}

async function ticketOf({ api }, visitor) {
  return api.get(`/tickets/${visitor.state.conversation.ticket}`);
}

function answer({ api }, ticket, text) {
  return api.post(`/tickets/${ticket.id}/messages`, { kind: 'reply', channel: 'chat', text, clientId: randomUUID() });
}

/** The visitor ends up with exactly these, each once, and so does the desk. */
async function judge(scene, what, visitor, wanted) {
  await until(what, () => visitor.settled && visitor.texts.length >= wanted.length, {
    withinMs: BACK_WITHIN_MS,
  }).catch(() => undefined);
  scene.findings.same(`${what}: the visitor sees everything once, in order`, visitor.texts, wanted);
  await judgeNumbers(scene, what, visitor);
  visitor.stop();
}

async function judgeNumbers({ api, findings }, what, visitor) {
  const { items } = await api.get(`/tickets/${visitor.state.conversation.ticket}/messages?limit=200`);
  const stored = items.map(({ text }) => text);
  findings.same(`${what}: the desk holds the same`, visitor.texts, stored);
  const numbers = visitor.state.messages.map(({ seq }) => seq);
  findings.holds(
    `${what}: numbered without a gap`,
    numbers.every((seq, at) => seq === at + 1),
    numbers.join(' '),
  );
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
