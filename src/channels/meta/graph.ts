import { Injectable } from '@nestjs/common';
import { FormData } from 'undici';
import { bodyOf } from '../../platform/egress/body.js';
import { Egress } from '../../platform/egress/egress.js';
import { FileGone } from '../contract.js';

export const GRAPH_API = 'https://graph.facebook.com/v23.0';

const TIMEOUT_MS = 60_000;
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

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
}

export interface Upload {
  name: string;
  type: string;
  content: Buffer;
}

/** Meta's Graph API, or a simulated one. */
@Injectable()
export class Graph {
  constructor(private readonly egress: Egress) {}

  get<T>(account: GraphAccount, path: string): Promise<T> {
    return this.call(account, 'GET', path);
  }

  post<T>(account: GraphAccount, path: string, body: object): Promise<T> {
    return this.call(account, 'POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  upload<T>(account: GraphAccount, path: string, fields: Record<string, string>, file: Upload): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(file.content)], { type: file.type }), file.name);
    return this.call(account, 'POST', path, { body: form });
  }

  /** The address that the Graph API gave for a file holds for minutes and asks for the token. */
  async download(account: GraphAccount, url: string, maxBytes: number): Promise<Buffer> {
    const response = await this.egress.fetch(url, {
      headers: { authorization: `Bearer ${account.token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 404 || response.status === 410) throw new FileGone('Meta keeps this file no more.');
    if (!response.ok) throw new Error(`Meta answers ${response.status}.`);
    return bodyOf(response, maxBytes);
  }

  private async call<T>(
    account: GraphAccount,
    method: 'GET' | 'POST',
    path: string,
    init: { body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<T> {
    const base = (account.apiUrl || GRAPH_API).replace(/\/+$/, '');
    const response = await this.egress.fetch(`${base}/${path}`, {
      method,
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${account.token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
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
