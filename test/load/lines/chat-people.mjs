/** Bare clients of the chat protocol and of the agents' namespace: they cost little, so that the figures are the server's. */
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';

/** A socket may follow this many tickets. */
const TICKETS_OF_AN_AGENT = 50;
const options = { transports: ['websocket'], reconnection: false, forceNew: true };

export class Visitor {
  acknowledged = 0;

  constructor(socket) {
    this.socket = socket;
  }

  /** `bare`: a relay knows no sessions. */
  static connect(url, auth, { bare = false } = {}) {
    const socket = io(`${url}/chat`, { ...options, auth });
    return new Promise((done, fail) => {
      socket.once(bare ? 'connect' : 'session', () => done(new Visitor(socket)));
      socket.once('connect_error', (error) =>
        fail(new Error(`a visitor could not connect: ${error.data?.message ?? error.message}`)),
      );
    });
  }

  /** Resolves with the acknowledgement. */
  say(text) {
    return new Promise((done, fail) => {
      this.socket.emit('message', { clientId: randomUUID(), text }, (answer) => {
        if (!answer.ok) return fail(new Error(`a message was refused: ${answer.error.code} ${answer.error.message}`));
        this.acknowledged += 1;
        done(answer);
      });
    });
  }

  close() {
    this.socket.disconnect();
  }
}

/** As many agents as it takes to have every one of the tickets open. */
export class Agents {
  onMessage = () => undefined;
  #sockets = [];

  static async connect(url, cookie, tickets) {
    const agents = new Agents();
    const groups = Array.from({ length: Math.max(1, Math.ceil(tickets.length / TICKETS_OF_AN_AGENT)) }, (_, at) =>
      tickets.slice(at * TICKETS_OF_AN_AGENT, (at + 1) * TICKETS_OF_AN_AGENT),
    );
    for (const group of groups) await agents.#add(url, cookie, group);
    return agents;
  }

  async #add(url, cookie, tickets) {
    const socket = io(`${url}/agent`, { ...options, extraHeaders: { cookie, origin: url } });
    await new Promise((done, fail) => {
      socket.once('connect', done);
      socket.once('connect_error', (error) => fail(new Error(`an agent could not connect: ${error.message}`)));
    });
    socket.on('event', ({ data }) => {
      if (data.messageId) this.onMessage(data.messageId);
    });
    if (tickets.length > 0) {
      const answer = await socket.emitWithAck('subscribe', { tickets });
      if (answer.tickets?.length !== tickets.length) throw new Error('an agent may not see every ticket');
    }
    this.#sockets.push(socket);
  }

  close() {
    for (const socket of this.#sockets) socket.disconnect();
  }
}

/** Not all in the same instant: some dozens at a time, as after a deployment. */
export async function connectAll(count, connect) {
  const people = [];
  let begun = 0;
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (begun < count) {
        begun += 1;
        people.push(await connect());
      }
    }),
  );
  return people;
}
