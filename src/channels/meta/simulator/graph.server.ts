import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { answerJson, GOOD, SimulatedProvider } from '../../simulated-provider.js';
import { signatureOf } from '../signature.js';

/** The Graph API says no. */
export class No extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly subcode?: number,
  ) {
    super(message);
  }
}

export interface GraphOptions {
  token: string;
  appSecret: string;
  nowMs: () => number;
}

export interface Call {
  method: string;
  path: string;
  request: IncomingMessage;
}

const APP_ID = '5500009';

/** What a call gives where its answer is lost: what was asked for was done. */
export const LOST = {};

/** Half of every product of Meta: who may call, errors, and webhooks signed over bytes in which everything that is not ASCII is escaped. */
export abstract class GraphServer extends SimulatedProvider {
  webhookUrl = '';
  /** What `debug_token` says of the token, and which address the app has for its webhooks. */
  tokenFacts: { is_valid: boolean; expires_at: number; scopes?: string[] } = { is_valid: true, expires_at: 0 };
  callback: string | null | undefined;

  constructor(readonly graph: GraphOptions) {
    super({ ...GOOD });
  }

  /** `object` of its webhooks. */
  protected abstract get product(): string;

  protected abstract call(call: Call): Promise<object>;

  /** Files that are fetched without a token, by an address that nobody guesses. */
  protected file(_path: string): { type: string; content: Buffer } | undefined {
    return undefined;
  }

  protected enqueue(webhook: object): void {
    this.pending.push(this.bytesOf(webhook));
  }

  protected bytesOf(webhook: object): Buffer {
    return Buffer.from(escaped(JSON.stringify(webhook)));
  }

  protected async bring(body: Buffer): Promise<void> {
    const signature = signatureOf(body, this.graph.appSecret);
    if (this.webhookUrl) await this.post(this.webhookUrl, { 'x-hub-signature-256': signature }, body);
  }

  /** What only the app itself, by its id and secret, is told; and whose token it is. */
  private ofTheApp(path: string, authorization: string): object | undefined {
    if (path === 'app' && authorization === `Bearer ${this.graph.token}`) return { id: APP_ID };
    if (path !== 'debug_token' && path !== `${APP_ID}/subscriptions`) return undefined;
    if (authorization !== `Bearer ${APP_ID}|${this.graph.appSecret}`) {
      throw new No(400, 190, 'Invalid OAuth access token signature.');
    }
    if (path === 'debug_token') return { data: this.tokenFacts };
    const url = this.callback === undefined ? this.webhookUrl : this.callback;
    return { data: url ? [{ object: this.product, callback_url: url, active: true }] : [] };
  }

  protected async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').slice(1).split('?');
    const open = this.file(path);
    if (open) return void response.writeHead(200, { 'content-type': open.type }).end(open.content);
    try {
      const asked = this.ofTheApp(path, request.headers.authorization ?? '');
      if (asked) return answerJson(response, 200, asked);
      if (request.headers.authorization !== `Bearer ${this.graph.token}`) {
        throw new No(401, 190, 'Invalid OAuth access token');
      }
      const result = await this.call({ method: request.method ?? 'GET', path: decodeURIComponent(path), request });
      if (result === LOST) return void request.socket.destroy();
      answerJson(response, 200, result);
    } catch (error) {
      const no = error instanceof No ? error : new No(400, 100, 'Invalid parameter');
      const { status, code, message, subcode } = no;
      const details = { message, code, type: 'OAuthException', ...(subcode && { error_subcode: subcode }) };
      answerJson(response, status, { error: details });
    }
  }
}

/** What is not ASCII is escaped before it is signed. */
const escaped = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const jsonOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  const body = (await buffer(request)).toString('utf8');
  return body ? (JSON.parse(body) as Record<string, unknown>) : {};
};

export const formOf = async (request: IncomingMessage): Promise<FormData> =>
  new Response(new Uint8Array(await buffer(request)), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  }).formData() as Promise<FormData>;

/** Bytes of a file in a form; null where there is none. */
export async function fileIn(form: FormData, field: string): Promise<{ type: string; content: Buffer } | null> {
  const file = form.get(field);
  return file instanceof Blob ? { type: file.type, content: Buffer.from(await file.arrayBuffer()) } : null;
}
