import { randomBytes, randomInt } from 'node:crypto';
import type { TwilioRequest, TwilioResponse } from '../egress-client.js';
import { formOf } from '../signature.js';
import { twilioPackage } from '../package.js';

/** How it behaves. All off is a good day. */
export interface Weather {
  /** Every webhook comes so often. */
  repeats: number;
  /** In any order, receipts before what they are about. */
  shuffled: boolean;
  /** Share of calls that are executed and whose answer is lost. */
  lostAnswers: number;
  /** Receipts come before our own call has returned. */
  receiptsFirst: boolean;
}

export const CALM: Weather = { repeats: 1, shuffled: false, lostAnswers: 0, receiptsFirst: false };
export const WORST: Weather = { repeats: 5, shuffled: true, lostAnswers: 0.3, receiptsFirst: true };

/** What stands around it: whose accounts there are, and the way to us. */
export interface Surroundings {
  /** The token of an account; undefined where there is no such account. */
  tokenOf(sid: string): Promise<string | undefined>;
  /** Brings a webhook; gives the status that we answered. */
  deliver(url: string, headers: Record<string, string>, body: string): Promise<number>;
  /** Where one account has a weather of its own. */
  weatherOf?(sid: string): Promise<Weather | undefined>;
  now(): Date;
}

export interface Call {
  account: string;
  /** Behind `/2010-04-01/Accounts/{sid}`, such as `/Messages.json`. */
  path: string;
  query: Record<string, string>;
  form: Record<string, string | string[]>;
}

export interface Reply {
  status: number;
  body: unknown;
  type?: string;
  /** Webhooks that follow from the call. */
  then?: Webhook[];
}

export interface Webhook {
  url: string;
  params: Record<string, string>;
}

export type Handler = (call: Call, match: RegExpExecArray) => Reply | Promise<Reply>;

/** Twilio's own retries (`#rc=3&rp=all`). */
const RETRIES = 3;

/** The answer never came. What was asked for was done. */
export class AnswerLost extends Error {}

/**
 * A server that acts as Twilio's API does: who may call, which resource answers, signed webhooks that are retried. What
 * there is to answer, each channel adds (`on`); messages are in `messages.ts`.
 */
export class SimulatedTwilio {
  private readonly routes: { method: string; pattern: RegExp; handler: Handler }[] = [];
  private readonly open = new Set<Promise<void>>();
  weather: Weather = CALM;

  constructor(readonly around: Surroundings) {}

  on(method: string, pattern: RegExp, handler: Handler): void {
    this.routes.push({ method, pattern, handler });
  }

  async answer(request: TwilioRequest): Promise<TwilioResponse> {
    const url = new URL(request.uri);
    const [, named, below] = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})(.*)$/.exec(url.pathname) ?? [];
    // Twilio's newer products know the account by who asks.
    const [account, path] = [named ?? request.username ?? '', below ?? url.pathname];
    const token = await this.around.tokenOf(account);
    if (!token || request.username !== account || request.password !== token) return failed(401, 20003, 'Authenticate');
    const route = this.routes.find((one) => one.method === request.method.toUpperCase() && one.pattern.test(path));
    if (!route) return failed(404, 20404, `The requested resource ${url.pathname} was not found`);
    const query = { ...Object.fromEntries(url.searchParams), ...(request.params as Record<string, string>) };
    const form = (request.data ?? {}) as Call['form'];
    const reply = await route.handler({ account, path, query, form }, route.pattern.exec(path)!);
    const weather = await this.weatherFor(account);
    if (reply.then?.length) {
      const brought = this.bring(account, reply.then);
      if (weather.receiptsFirst) await brought;
    }
    if (reply.then && randomInt(1000) / 1000 < weather.lostAnswers) throw new AnswerLost('the answer was lost');
    return response(reply);
  }

  /** Signs and brings webhooks, as often and in such order as the weather has it. Ends when all were brought. */
  bring(account: string, webhooks: Webhook[]): Promise<void> {
    const brought = (async () => {
      const weather = await this.weatherFor(account);
      const all = webhooks.flatMap((webhook) => Array.from({ length: weather.repeats }, () => webhook));
      const ordered = weather.shuffled ? shuffled(all) : all;
      // One after the other on a good day; together on a bad one.
      if (weather.shuffled) await Promise.all(ordered.map((one) => this.deliver(account, one)));
      else for (const one of ordered) await this.deliver(account, one);
    })();
    this.open.add(brought);
    void brought.finally(() => this.open.delete(brought));
    return brought;
  }

  /** Until everything that is on its way has arrived. */
  async settled(): Promise<void> {
    while (this.open.size > 0) await Promise.allSettled(this.open);
  }

  private async weatherFor(account: string): Promise<Weather> {
    return (await this.around.weatherOf?.(account)) ?? this.weather;
  }

  private async deliver(account: string, { url: asked, params }: Webhook): Promise<void> {
    // The fragment is for Twilio alone: it is neither signed nor called.
    const url = asked.split('#')[0]!;
    const { getExpectedTwilioSignature } = await twilioPackage();
    const token = (await this.around.tokenOf(account)) ?? '';
    const signature = getExpectedTwilioSignature(token, url, params);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
      const status = await this.around.deliver(url, headers, new URLSearchParams(params).toString()).catch(() => 502);
      if (status < 300) return;
    }
  }
}

export const sid = (prefix: string): string => prefix + randomBytes(16).toString('hex');

export const refusal = (status: number, code: number, message: string): Reply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

const failed = (status: number, code: number, message: string): TwilioResponse =>
  response(refusal(status, code, message));

function response({ status, body, type = 'application/json' }: Reply): TwilioResponse {
  const raw = Buffer.isBuffer(body);
  return {
    statusCode: status,
    body: raw ? body.toString('latin1') : JSON.stringify(body),
    headers: { 'content-type': type },
  };
}

function shuffled<T>(list: T[]): T[] {
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}

/** As a form comes over the network. */
export const requestOf = (method: string, uri: string, authorization: string, body: string): TwilioRequest => {
  const [username = '', password = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':');
  return { method, uri, username, password, data: formOf(body) };
};
