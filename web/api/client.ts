import { newId } from './ids';
/** An RFC 9457 problem, as every error of the server reads. */
export interface Problem {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code?: string;
  correlationId?: string;
  errors?: { path: string; message: string }[];
}

/** What a call throws when the server said no, or (`status` 0, code `offline`) when it could not be asked. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(
    readonly problem: Problem & Record<string, unknown>,
    /** Seconds to wait, of a 429 or 503. */
    readonly retryAfter?: number,
  ) {
    super(problem.detail ?? problem.title ?? `HTTP ${problem.status}`);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code ?? 'error';
  }

  /** What is wrong with each field of a form, by its path. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.problem.errors ?? []).map((e) => [e.path, wording(e.message)]));
  }
}

type Query = Record<string, string | number | boolean | null | undefined>;

interface Call {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  /** Repeat a write under its own key, so that a retry after a lost answer changes nothing twice. */
  idempotencyKey?: string;
}

const BASE = '/api/v1';
let wording = (message: string): string => message;
let onSignedOut: (() => void) | undefined;

/** Called when the server no longer knows this session. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** How a page puts into its reader's language what the server says of a field. */
export function wordFieldsBy(words: (message: string) => string): void {
  wording = words;
}

export function addressOf(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const tail = search.toString();
  return `${path.startsWith('/health') ? '' : BASE}${path}${tail ? `?${tail}` : ''}`;
}

async function call<T>(method: string, path: string, { query, body, signal, idempotencyKey }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  // A plain form of another site cannot set this header: the server takes it as proof that the call is ours.
  if (method !== 'GET') headers['X-Requested-With'] = 'frontdesk';
  if (method === 'POST') headers['Idempotency-Key'] = idempotencyKey ?? newId();
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers['Content-Type'] = 'application/json';
  const response = await send(addressOf(path, query), {
    method,
    headers,
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    credentials: 'same-origin',
    signal,
  });
  if (!response.ok) throw await refusalOf(response, path);
  if (response.status === 204 || response.headers.get('Content-Length') === '0') return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: 'offline' });
  }
}

async function refusalOf(response: Response, path: string): Promise<ApiError> {
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  const problem = (isJson && text ? JSON.parse(text) : {}) as Problem & Record<string, unknown>;
  if (response.status === 401 && path !== '/session' && path !== '/me') onSignedOut?.();
  const wait = Number(response.headers.get('Retry-After'));
  return new ApiError({ ...problem, status: response.status }, Number.isFinite(wait) && wait > 0 ? wait : undefined);
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { query, signal }),
  post: <T>(path: string, body?: unknown, idempotencyKey?: string) => call<T>('POST', path, { body, idempotencyKey }),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, { body }),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, { body }),
  delete: <T = void>(path: string, body?: unknown) => call<T>('DELETE', path, { body }),
};
