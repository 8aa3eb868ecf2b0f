import type { OutgoingMessage } from '../../channels/chat/protocol/protocol.js';
import { ReferenceServer, type Mischief, type Seen } from './reference.server.js';
import { must, type Rule, type Verdict, judge } from './verdict.js';

export const EXAM_INBOX = 'kit';
/** The client says the numbers from 1 to this one. */
export const EXAM_MESSAGES = 9;
const RETRY_AFTER_MS = 1_500;
/** What a client still does after its last message: fetch a gap, repeat what it should not. */
const AFTERMATH_MS = 2_500;

/** The script: what the server makes of the n-th thing the client says, the first time it comes. */
const SCRIPT: Record<number, ReturnType<Mischief>> = {
  2: 'lose-ack',
  3: { ok: false, error: { code: 'rate_limited', message: 'slow down', retryAfter: RETRY_AFTER_MS } },
  4: 'drop-before',
  5: 'drop-after',
  8: { ok: false, error: { code: 'bad_request', message: 'this one is never accepted' } },
};
const GAP_AFTER = 6;
const STRANGE_AFTER = 7;

interface Transcript {
  server: ReferenceServer;
  /** Distinct messages in the order of their first arrival. */
  said: string[];
  attempts: (n: number) => Seen[];
  gapAfter: number | undefined;
}

/**
 * A server that loses acknowledgements, drops connections, skips messages and says no, while somebody's client talks
 * to it; afterwards, what the client made of it.
 */
export class ClientExam {
  private readonly order: string[] = [];
  private readonly finished: Promise<void>;
  private finish!: () => void;
  private gapAfter: number | undefined;

  readonly server = new ReferenceServer(
    () => performance.timeOrigin + performance.now(),
    () => this.progress(),
  );

  constructor() {
    this.finished = new Promise((resolve) => (this.finish = resolve));
    this.server.mischief = (event) => this.mischief(event);
  }

  listen(port: number, host?: string): Promise<string> {
    return this.server.listen(port, host);
  }

  /** Until the client has said everything, or the time is over. */
  async run(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([this.finished, new Promise<void>((resolve) => (timer = setTimeout(resolve, withinMs)))]);
    clearTimeout(timer);
  }

  grade(told: (verdict: Verdict) => void = () => undefined): Promise<Verdict[]> {
    return judge(RULES, this.transcript(), told);
  }

  close(): Promise<void> {
    return this.server.close();
  }

  private mischief({ call, body }: Parameters<Mischief>[0]): ReturnType<Mischief> {
    const clientId = (body as Partial<OutgoingMessage> | null)?.clientId;
    if (call !== 'message' || typeof clientId !== 'string') return undefined;
    const known = this.order.indexOf(clientId);
    if (known >= 0) return known + 1 === 8 ? SCRIPT[8] : undefined;
    return SCRIPT[this.order.push(clientId)];
  }

  private progress(): void {
    const stored = this.server.messages.length;
    const said = this.order.length;
    if (
      said === GAP_AFTER &&
      this.gapAfter === undefined &&
      this.server.messages.at(-1)?.clientId === this.order.at(-1)
    ) {
      this.gapAfter = stored;
      this.server.say('you cannot see this one', { deliver: false });
      setTimeout(() => this.server.say('but this one'), 50);
    }
    if (said === STRANGE_AFTER) this.server.tell('an-event-of-the-future', { nobody: 'knows it' });
    if (said >= EXAM_MESSAGES) setTimeout(() => this.finish(), AFTERMATH_MS);
  }

  private transcript(): Transcript {
    const messages = this.server.seen.filter((s) => s.call === 'message');
    return {
      server: this.server,
      said: this.order,
      attempts: (n) => messages.filter((s) => (s.body as OutgoingMessage).clientId === this.order[n - 1]),
      gapAfter: this.gapAfter,
    };
  }
}

const again =
  (n: number, why: string) =>
  ({ said, attempts }: Transcript): Promise<void> => {
    must(said.length >= n, `the client said only ${said.length} of ${EXAM_MESSAGES} messages`);
    must(attempts(n).length >= 2, `message ${n} did not come again, with its clientId, ${why}`);
    return Promise.resolve();
  };

const RULES: readonly Rule<Transcript>[] = [
  {
    id: 'client.handshake',
    about: 'connects with the inbox, and with its token each time it comes back',
    check: async ({ server }) => {
      const [first, ...later] = server.handshakes;
      must(first, 'nobody connected');
      must(first.inbox === EXAM_INBOX, `inbox is ${JSON.stringify(first.inbox)}`);
      must(later.length > 0, 'it did not come back after its connection was dropped');
      must(
        later.every((h) => h.visitor === first.givenVisitor),
        'it came back as somebody else',
      );
    },
  },
  {
    id: 'client.id',
    about: 'gives each message an id of its own',
    check: async ({ server, said }) => {
      must(said.length >= EXAM_MESSAGES, `the client said only ${said.length} of ${EXAM_MESSAGES} messages`);
      const texts = new Map<string, string>();
      for (const { call, body } of server.seen) {
        if (call !== 'message') continue;
        const { clientId, text } = body as OutgoingMessage;
        must(
          typeof clientId === 'string' && clientId.length > 0 && clientId.length <= 64,
          `clientId is ${JSON.stringify(clientId)}`,
        );
        must((texts.get(clientId) ?? text) === text, `"${text}" has the id of "${texts.get(clientId)}"`);
        texts.set(clientId, text);
      }
      must(new Set(texts.values()).size === texts.size, 'the same words came under two ids: a repeat got a new one');
    },
  },
  { id: 'client.lost-ack', about: 'repeats what was not acknowledged', check: again(2, 'after its ack was lost') },
  {
    id: 'client.rate-limited',
    about: 'waits as long as it is told, then repeats',
    check: async (transcript) => {
      await again(3, 'after rate_limited')(transcript);
      const [first, second] = transcript.attempts(3);
      must(
        second!.at - first!.at >= RETRY_AFTER_MS - 50,
        `it came again after ${Math.round(second!.at - first!.at)} ms; it was told ${RETRY_AFTER_MS}`,
      );
    },
  },
  {
    id: 'client.dropped-before',
    about: 'reconnects and repeats what was lost with the connection',
    check: again(4, 'after the connection was dropped'),
  },
  {
    id: 'client.dropped-after',
    about: 'finds out, by repeating or from the history, that what was stored before the drop arrived',
    check: async ({ said, attempts }) => {
      must(said.length >= 5, `the client said only ${said.length} of ${EXAM_MESSAGES} messages`);
      must(attempts(5).length >= 2 || said.length > 5, 'it neither repeated message 5 nor went on');
    },
  },
  {
    id: 'client.order',
    about: 'never lets a later message overtake an earlier one',
    check: async ({ server }) => {
      const mine = server.messages.filter((m) => m.from.kind === 'visitor').map((m) => Number(m.text));
      must(
        mine.length > 1 && mine.every((n, i) => i === 0 || n > mine[i - 1]!),
        `stored in this order: ${mine.join(', ')}`,
      );
    },
  },
  {
    id: 'client.gap',
    about: 'asks with sync when a seq is missing',
    check: async ({ server, gapAfter }) => {
      must(gapAfter !== undefined, 'it did not come that far');
      const asked = server.seen.some((s) => s.call === 'sync' && (s.body as { after?: number }).after === gapAfter);
      must(asked, `seq ${gapAfter + 1} was skipped and it did not ask with {after: ${gapAfter}}`);
    },
  },
  {
    id: 'client.refused',
    about: 'does not repeat what was refused for good, and goes on with the next',
    check: async ({ said, attempts }) => {
      must(said.length >= 9, 'it did not go on');
      must(attempts(8).length === 1, `message 8 came ${attempts(8).length} times`);
    },
  },
  {
    id: 'client.unknown',
    about: 'skips unknown events and ignores unknown fields',
    check: async ({ said }) => must(said.length > STRANGE_AFTER, 'it said nothing more after them'),
  },
];
