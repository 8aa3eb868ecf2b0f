import { Door, type Answer } from './door.js';

/** A door that keeps the cookies it is given, as a browser does. */
export class Browser extends Door {
  private readonly jar = new Map<string, string>();

  /** What it would send. */
  get cookies(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  override async send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const answer = await new Door(this.base, { cookie: this.cookies }).send<T>(method, path, body);
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/max-age=0/i.test(line)) this.jar.delete(name!);
      else this.jar.set(name!, value!);
    }
    return answer;
  }
}
