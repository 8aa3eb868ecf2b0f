import { ChatClient } from '../channels/chat/protocol/chat.client.js';
import { socketTransport } from '../channels/chat/protocol/socket.transport.js';
import { MemoryStorage } from '../channels/chat/protocol/storage.js';
import type { Scheduler } from '../channels/chat/protocol/transport.js';
import { newId } from '../platform/ids.js';
import type { Dice } from './dice.js';
import type { Persona } from './personas.js';
import type { Scene } from './scenes/scene.js';
import { thingsOf, worded } from './wording.js';

/** Nobody came by then: people leave, and the answer follows them by mail. */
const PATIENCE_MS = 12 * 60_000;

/** One visitor of the web site, from the first word to the last, by the chat protocol like any widget. */
export class ChatCaller {
  private readonly client: ChatClient;
  /** What is said at once, and then after each answer of an agent. */
  private readonly opening: string[] = [];
  private readonly further: string[] = [];
  private readonly storage = new MemoryStorage();
  /** What was said in earlier visits, and what was answered since, by seq. */
  private heard: number | undefined;
  private sinceAnswer: (() => void) | undefined;
  private leaving: (() => void) | undefined;
  private gone = false;

  constructor(
    web: string,
    private readonly inboxKey: string,
    private readonly persona: Persona,
    scene: Scene,
    private readonly dice: Dice,
    private readonly time: Scheduler,
    private readonly onGone: () => void,
  ) {
    this.client = new ChatClient({
      inbox: inboxKey,
      transports: [socketTransport(web)],
      storage: this.storage,
      scheduler: time,
      newId,
      random: () => dice.next(),
      lang: persona.language === 'en' ? 'en' : 'pt-BR',
    });
    const things = thingsOf(persona, time.now(), dice);
    const turns = scene.turns.filter((turn) => turn.who !== 'note');
    const answer = turns.findIndex((turn) => turn.who === 'agent');
    for (const [index, turn] of turns.entries()) {
      if (turn.who !== 'customer') continue;
      const text = worded(turn.text, things, time.now(), scene.language, dice);
      (index < answer ? this.opening : this.further).push(text);
    }
  }

  async start(): Promise<void> {
    if (this.persona.visitorToken) await this.storage.write(`visitor:${this.inboxKey}`, this.persona.visitorToken);
    this.client.subscribe(() => this.look());
    await this.client.start();
    for (const [index, text] of this.opening.entries()) {
      if (index > 0) await this.wait(this.dice.between(3, 9) * 1_000);
      await this.client.send(text);
    }
    if (!this.persona.visitorToken) {
      await this.client.contact(this.persona.email, this.persona.name).catch(() => undefined);
    }
    this.leaveLater();
  }

  leave(): void {
    if (this.gone) return;
    this.gone = true;
    this.sinceAnswer?.();
    this.leaving?.();
    this.client.stop();
    this.onGone();
  }

  /** Reads what came, and answers after the last word of the agent, who may write several. */
  private look(): void {
    const { conversation, messages } = this.client.state;
    if (this.gone || !conversation) return;
    this.heard ??= conversation.lastSeq;
    const last = messages.filter((message) => message.from.kind === 'agent').at(-1);
    if (!last || last.seq <= this.heard) return;
    this.heard = last.seq;
    this.client.read(last.seq);
    this.sinceAnswer?.();
    this.sinceAnswer = this.time.after(this.dice.between(8, 25) * 1_000, () => void this.answer());
  }

  private async answer(): Promise<void> {
    const text = this.further.shift();
    if (text === undefined) {
      await this.client
        .rate(
          this.dice.weighted([
            [5, 6],
            [4, 3],
            [3, 1],
          ]),
        )
        .catch(() => undefined);
      return this.leave();
    }
    this.client.typing(true);
    await this.wait(Math.min(6_000, 1_500 + text.length * 60));
    if (this.gone) return;
    this.client.typing(false);
    await this.client.send(text);
    this.leaveLater();
  }

  private leaveLater(): void {
    this.leaving?.();
    this.leaving = this.time.after(PATIENCE_MS, () => this.leave());
  }

  private wait(ms: number): Promise<void> {
    return new Promise((done) => this.time.after(ms, done));
  }
}
