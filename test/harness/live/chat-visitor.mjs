/** A visitor with the chat client that the widget and the terminal use. */
import { randomUUID } from 'node:crypto';
import { ChatClient } from '../../../dist/src/channels/chat/protocol/chat.client.js';
import { socketTransport } from '../../../dist/src/channels/chat/protocol/socket.transport.js';
import { MemoryStorage } from '../../../dist/src/channels/chat/protocol/storage.js';

const scheduler = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export class ChatVisitor {
  /** What the visitor said, in order. */
  said = [];

  /** `storage` is the visitor's browser: who shares it is the same visitor in another tab. */
  constructor(url, inbox, { storage = new MemoryStorage(), transport = socketTransport(url) } = {}) {
    this.storage = storage;
    this.client = new ChatClient({ inbox, transports: [transport], storage, scheduler, newId: randomUUID });
  }

  start() {
    return this.client.start();
  }

  async say(text) {
    this.said.push(text);
    await this.client.send(text);
  }

  get state() {
    return this.client.state;
  }

  /** What the visitor sees, oldest first. */
  get texts() {
    return this.state.messages.map((message) => message.text);
  }

  /** Nothing waits to be acknowledged. */
  get settled() {
    return this.state.waiting.length === 0;
  }

  stop() {
    this.client.stop();
  }
}
