import { Injectable } from '@nestjs/common';
import { FormData } from 'undici';
import { bodyOf } from '../../platform/egress/body.js';
import { Egress } from '../../platform/egress/egress.js';
import { FileGone } from '../contract.js';
import { SAMPLE_PICTURE } from '../sample-picture.js';
import { simulatedAnswer } from './simulator/simulated-graph.js';

export const GRAPH_API = 'https://graph.facebook.com/v23.0';

const TIMEOUT_MS = 60_000;
/** A name is nice to have; nobody waits longer for it. */
const SHORT_MS = 5_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

const STORES = /(^|\.)(fbcdn\.net|fbsbx\.com|facebook\.com|cdninstagram\.com|instagram\.com)$/;

/** What the Graph API says where it says no. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly subcode?: number,
  ) {
    super(message);
  }
}

export interface GraphAccount {
  token: string;
  /** Empty: Meta's own. */
  apiUrl?: string;
  simulated?: boolean;
}

export interface Upload {
  name: string;
  type: string;
  content: Buffer;
  /** The field of the form. */
  as?: string;
}

/** Meta's Graph API, or a simulated one. */
@Injectable()
export class Graph {
  constructor(private readonly egress: Egress) {}

  get<T>(account: GraphAccount, path: string): Promise<T> {
    return this.call(account, 'GET', path);
  }

  /** Where the answer is worth waiting for only shortly. */
  getSoon<T>(account: GraphAccount, path: string): Promise<T> {
    return this.call(account, 'GET', path, { timeoutMs: SHORT_MS });
  }

  post<T>(account: GraphAccount, path: string, body: object): Promise<T> {
    return this.call(account, 'POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  upload<T>(
    account: GraphAccount,
    path: string,
    fields: Record<string, string>,
    { as = 'file', ...file }: Upload,
  ): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set(as, new Blob([new Uint8Array(file.content)], { type: file.type }), file.name);
    return this.call(account, 'POST', path, { body: form });
  }

  /** The address that the Graph API gave for a file holds for minutes and asks for the token. */
  async download(account: GraphAccount, url: string, maxBytes: number): Promise<Buffer> {
    if (account.simulated) return SAMPLE_PICTURE.content;
    return this.file(url, maxBytes, { authorization: `Bearer ${account.token}` });
  }

  /** A file of a message lies on Meta's stores, where its address is the only key: they never see our token. */
  async stored({ apiUrl, simulated }: GraphAccount, url: string, maxBytes: number): Promise<Buffer> {
    if (simulated) return SAMPLE_PICTURE.content;
    const { protocol, hostname } = new URL(url);
    const isMeta = protocol === 'https:' && STORES.test(hostname);
    if (!isMeta && !(apiUrl && url.startsWith(apiUrl))) {
      throw new FileGone(`The file is at ${hostname}, which is not Meta’s.`);
    }
    return this.file(url, maxBytes, {});
  }

  private async file(url: string, maxBytes: number, headers: Record<string, string>): Promise<Buffer> {
    const response = await this.egress.fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    // A store says 403 where an address has ended.
    const gone = headers.authorization ? [404, 410] : [403, 404, 410];
    if (gone.includes(response.status)) throw new FileGone('Meta keeps this file no more.');
    if (!response.ok) throw new Error(`Meta answers ${response.status}.`);
    return bodyOf(response, maxBytes);
  }

  private async call<T>(
    account: GraphAccount,
    method: 'GET' | 'POST',
    path: string,
    {
      timeoutMs = TIMEOUT_MS,
      ...init
    }: { body?: string | FormData; headers?: Record<string, string>; timeoutMs?: number } = {},
  ): Promise<T> {
    if (account.simulated) return simulatedAnswer(method, path) as T;
    const base = (account.apiUrl || GRAPH_API).replace(/\/+$/, '');
    const response = await this.egress.fetch(`${base}/${path}`, {
      method,
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${account.token}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = parse(await bodyOf(response, MAX_ANSWER_BYTES));
    if (response.ok && answer) return answer as T;
    const { code = 0, message = `answer ${response.status}`, error_subcode, error_data } = answer?.error ?? {};
    throw new GraphError(response.status, code, error_data?.details ?? message, error_subcode);
  }
}

interface Answer {
  error?: { code?: number; message?: string; error_subcode?: number; error_data?: { details?: string } };
}

function parse(bytes: Buffer): Answer | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as Answer;
  } catch {
    return undefined;
  }
}
