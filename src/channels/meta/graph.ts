import { Injectable } from '@nestjs/common';
import { FormData, type Response } from 'undici';
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
    return bytesOf(response, maxBytes);
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
    const answer = parse(await bytesOf(response, MAX_ANSWER_BYTES));
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

async function bytesOf(response: Response, max: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > max) throw new FileGone('It is too large.');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}

const NOT_CONNECTED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

/** There was no connection, so nothing was taken either. */
export function neverLeft(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: string; cause?: unknown };
  if (NOT_CONNECTED.has(code ?? '') || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'address_refused') return true;
  return cause !== undefined && neverLeft(cause);
}
