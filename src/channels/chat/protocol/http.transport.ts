import {
  SERVER_EVENTS,
  type CallName,
  type ChatError,
  type Failure,
  type ServerEventName,
  type ServerEvents,
  type Session,
} from './protocol.js';
import type { OpenTransport, TransportListener } from './transport.js';

/** Longer than most proxies allow a request to hang would be cut by them; the server answers empty before that. */
const WAIT_SECONDS = 25;

type Told = { [K in ServerEventName]: { event: K; data: ServerEvents[K] } }[ServerEventName];

/** The same calls over plain HTTP, with a long poll for what the server tells. */
export function httpTransport(server: string, send: typeof fetch = (...args) => fetch(...args)): OpenTransport {
  return (handshake, listener) => {
    const poll = new Poll(`${server}/api/v1/chat`, send, listener);
    void poll.run(handshake);
    return {
      request: (call, body) => poll.call(call, body),
      notify: (call, body) => void poll.call(call, body).catch(() => undefined),
      close: () => poll.close(),
    };
  };
}

class Poll {
  private readonly ending = new AbortController();
  private visitor = '';
  private after = 0;

  constructor(
    private readonly base: string,
    private readonly send: typeof fetch,
    private readonly listener: TransportListener,
  ) {}

  async run(handshake: object): Promise<void> {
    try {
      const session = await this.json<Session>('POST', '/session', handshake);
      if ('ok' in session) return this.listener.down(session.error);
      this.visitor = session.visitor;
      this.after = session.conversation.lastSeq;
      this.listener.session(session);
      while (!this.ending.signal.aborted) await this.once();
    } catch {
      if (!this.ending.signal.aborted) this.listener.down();
    }
  }

  private async once(): Promise<void> {
    const answer = await this.json<{ events: Told[] }>('GET', `/events?after=${this.after}&wait=${WAIT_SECONDS}`);
    if ('ok' in answer) {
      this.ending.abort();
      return this.listener.down(answer.error);
    }
    for (const told of answer.events) {
      if (!SERVER_EVENTS.includes(told.event)) continue;
      if (told.event === 'message') this.after = Math.max(this.after, told.data.seq);
      (this.listener[told.event] as (data: unknown) => void)(told.data);
    }
  }

  async call<K extends CallName>(call: K, body: object): Promise<never> {
    const answer =
      call === 'sync'
        ? await this.json('GET', `/messages?after=${(body as { after: number }).after}`)
        : await this.json('POST', PATHS[call as Exclude<CallName, 'sync'>], body);
    return answer as never;
  }

  close(): void {
    this.ending.abort();
  }

  private async json<T extends object>(method: string, path: string, body?: object): Promise<T | Failure> {
    // Node's types lack `cache`, which browsers heed.
    const init: RequestInit & { cache: 'no-store' } = {
      method,
      signal: this.ending.signal,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(this.visitor && { Authorization: `Bearer ${this.visitor}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    };
    const response = await this.send(this.base + path, init);
    const answer = (await response.json()) as T & Problem;
    return response.ok ? answer : { ok: false, error: errorOf(response, answer) };
  }
}

const PATHS: Record<Exclude<CallName, 'sync'>, string> = {
  message: '/messages',
  read: '/read',
  typing: '/typing',
  rate: '/rate',
  end: '/end',
  contact: '/contact',
};

interface Problem {
  code?: string;
  detail?: string;
  title?: string;
}

function errorOf(response: Response, problem: Problem): ChatError {
  const seconds = Number(response.headers.get('Retry-After'));
  return {
    code: (problem.code ?? 'unavailable') as ChatError['code'],
    message: problem.detail ?? problem.title ?? `HTTP ${response.status}`,
    ...(seconds > 0 && { retryAfter: seconds * 1000 }),
  };
}
