export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** A caller of the HTTP API: nobody, a browser with a cookie, or a script with a token. */
export class Door {
  constructor(
    readonly base: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  with(headers: Record<string, string>): Door {
    return new Door(this.base, { ...this.headers, ...headers });
  }

  get<T = Record<string, unknown>>(path: string) {
    return this.send<T>('GET', path);
  }
  post<T = Record<string, unknown>>(path: string, body?: unknown) {
    return this.send<T>('POST', path, body);
  }
  patch<T = Record<string, unknown>>(path: string, body?: unknown) {
    return this.send<T>('PATCH', path, body);
  }
  put<T = Record<string, unknown>>(path: string, body?: unknown) {
    return this.send<T>('PUT', path, body);
  }
  delete<T = Record<string, unknown>>(path: string, body?: unknown) {
    return this.send<T>('DELETE', path, body);
  }

  /** `path` is below /api/v1 unless it begins with `//`, which means the root: `//health/live`. */
  async send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const url = path.startsWith('//') ? this.base + path.slice(1) : `${this.base}/api/v1${path}`;
    const raw = body instanceof Uint8Array || body instanceof FormData || typeof body === 'string';
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        'X-Requested-With': 'frontdesk',
        ...(raw || body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...this.headers,
      },
      body: raw ? (body as FormData) : body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: (json && text ? JSON.parse(text) : text) as T };
  }
}
