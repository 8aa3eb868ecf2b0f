import type { INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InboxesService } from '../channels/inboxes.service.js';
import type { Scheduler } from '../channels/chat/protocol/transport.js';
import { Clock } from '../platform/clock.js';
import { Logs } from '../platform/telemetry/logs.js';
import { ChatCaller } from './chat-caller.js';
import { Dice } from './dice.js';
import { LINES } from './firm.js';
import { MailCorrespondent } from './mail-correspondent.js';
import { personByAddress, somebody, type Persona } from './personas.js';
import { SCENES } from './scenes/all-scenes.js';
import type { Scene } from './scenes/scene.js';

const FIRST_AFTER_MS = 8_000;
const NEXT_AFTER_S = [20, 60] as const;
const ANSWER_AFTER_S = [20, 60] as const;
const LOOK_EVERY_MS = 4_000;
/** Whoever leaves the demo running over night finds a busy desk, not a buried one. */
const MAX_WAITING = 25;
const MAX_CHATS = 4;

/** People who write, call and answer while somebody tries the desk. They come by the same doors as real customers. */
export class SimulatedCustomers {
  private readonly log = Logs.for('demo');
  private readonly dice: Dice;
  private readonly mail: MailCorrespondent;
  private readonly chats = new Set<ChatCaller>();
  private readonly timers = new Set<() => void>();
  private readonly time: Scheduler;
  private readonly began: Date;
  private stopped = false;

  constructor(
    private readonly app: INestApplication,
    private readonly web: string,
  ) {
    const clock = app.get(Clock, { strict: false });
    this.time = { now: () => clock.millis(), after: (ms, run) => this.after(ms, run) };
    this.began = clock.now();
    this.dice = new Dice(`customers of ${clock.now().toISOString()}`);
    this.mail = new MailCorrespondent(app, this.dice);
  }

  async start(): Promise<void> {
    await this.mail.start();
    this.repeat(FIRST_AFTER_MS, NEXT_AFTER_S, () => this.begin());
    this.repeat(LOOK_EVERY_MS, [LOOK_EVERY_MS / 1_000, LOOK_EVERY_MS / 1_000], () => this.readMail());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const cancel of this.timers) cancel();
    this.timers.clear();
    for (const chat of this.chats) chat.leave();
  }

  /** Somebody has something to say. */
  async begin(): Promise<void> {
    if ((await this.waiting()) >= MAX_WAITING) return;
    const persona = await somebody(this.db, this.dice);
    const chat = this.chats.size < MAX_CHATS && this.dice.chance(0.4);
    const scene = this.sceneFor(persona, chat || !this.mail.available);
    if (!scene) return;
    if (scene.via === 'site') await this.call(persona, scene);
    else await this.mail.write(persona, scene, this.time.now());
  }

  /** An agent's reply is answered after a while, as people do. */
  async readMail(): Promise<void> {
    for (const reply of await this.mail.collect()) {
      this.after(this.dice.between(...ANSWER_AFTER_S) * 1_000, () =>
        this.safely(async () => void (await this.mail.answer(reply, (address) => personByAddress(this.db, address)))),
      );
    }
  }

  private async call(persona: Persona, scene: Scene): Promise<void> {
    const inboxes = await this.app.get(InboxesService, { strict: false }).list();
    const line = inboxes.find((inbox) => inbox.channel === LINES.site.channel && inbox.state === 'active');
    if (!line?.publicKey) return;
    const caller: ChatCaller = new ChatCaller(this.web, line.publicKey, persona, scene, this.dice, this.time, () =>
      this.chats.delete(caller),
    );
    this.chats.add(caller);
    await caller.start();
  }

  private sceneFor(persona: Persona, chat: boolean): Scene | undefined {
    const fitting = SCENES.filter(
      (scene) =>
        scene.language === persona.language &&
        LINES[scene.via].channel === (chat ? 'chat' : 'email') &&
        (!scene.at || scene.at.includes(persona.company.has)),
    );
    return fitting.length > 0
      ? this.dice.weighted(fitting.map((scene) => [scene, scene.weight ?? 1] as const))
      : undefined;
  }

  /** Of those who came in this play; what waited before is the desk's own. */
  private async waiting(): Promise<number> {
    const [row] = await this.db.query<{ n: string }[]>(
      `select count(*) as n from tickets where category = 'new' and created_at > $1`,
      [this.began],
    );
    return Number(row?.n ?? 0);
  }

  private repeat(firstMs: number, [from, to]: readonly [number, number], run: () => Promise<void>): void {
    this.after(firstMs, () => {
      void this.safely(run).finally(() => {
        if (!this.stopped) this.repeat(this.dice.between(from, to) * 1_000, [from, to], run);
      });
    });
  }

  /** The play must never disturb the desk. */
  private async safely(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.log.debug({ err: error }, 'a simulated customer gave up');
    }
  }

  private after(ms: number, run: () => void): () => void {
    const cancel = (): void => {
      clearTimeout(timer);
      this.timers.delete(cancel);
    };
    const timer = setTimeout(() => {
      this.timers.delete(cancel);
      if (!this.stopped) run();
    }, ms);
    timer.unref();
    this.timers.add(cancel);
    return cancel;
  }

  private get db(): DataSource {
    return this.app.get(DataSource);
  }
}
