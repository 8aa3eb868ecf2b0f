import { must } from './verdict.js';

export interface PlainAnswer<T = Record<string, unknown>> {
  status: number;
  type: string;
  body: T;
}

/** The plain HTTP door, called as any program would. */
export class Plain {
  constructor(
    private readonly server: string,
    private readonly token?: string,
  ) {}

  as(token: string): Plain {
    return new Plain(this.server, token);
  }

  get<T = Record<string, unknown>>(path: string): Promise<PlainAnswer<T>> {
    return this.send('GET', path);
  }

  post<T = Record<string, unknown>>(path: string, body?: unknown): Promise<PlainAnswer<T>> {
    return this.send('POST', path, body);
  }

  async upload(name: string, content: string): Promise<{ id: string; url: string }> {
    const form = new FormData();
    form.append('file', new Blob([content], { type: 'text/plain' }), name);
    const { status, body } = await this.send<{ id: string; url: string }>('POST', '/attachments', form);
    must(status === 201 || status === 200, `an upload is answered with ${status}`);
    return body;
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<PlainAnswer<T>> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.server}/api/v1/chat${path}`, {
      method,
      headers: {
        ...(body !== undefined && !form && { 'Content-Type': 'application/json' }),
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: (type.includes('json') && text ? JSON.parse(text) : text) as T };
  }
}
