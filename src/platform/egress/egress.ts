import { AsyncLocalStorage } from 'node:async_hooks';
import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector, fetch, type RequestInit, type Response } from 'undici';
import { Clock } from '../clock.js';
import { Config } from '../config.js';
import { Refusal } from '../http/refusal.js';
import { aheadOf, requestInWords, type Asked } from './asked.rules.js';

type Found = { address: string; family: number }[];
export type NameLookup = (
  host: string,
  options: { all: true },
  callback: (error: Error | null, addresses: Found) => void,
) => void;

/** What of IPv6 is public (IANA): the rest is local, or carries an IPv4 address in disguise. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');

/**
 * Every request that we make to an address which somebody else chose goes through here. The address is judged when
 * the connection is made, after the name was looked up, so that neither a redirect nor a name that changes its answer
 * (DNS rebinding) reaches the inside of the network.
 */
@Injectable()
export class Egress {
  /** How names become addresses. Tests answer themselves. */
  lookup: NameLookup = lookup;
  private readonly allowed: [ipaddr.IPv4 | ipaddr.IPv6, number][];
  private readonly agent: Agent;
  private readonly witnesses = new AsyncLocalStorage<Asked[]>();

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    this.allowed = config
      .list('EGRESS_ALLOW')
      .map((range) => ipaddr.parseCIDR(range.includes('/') ? range : `${range}/${isIP(range) === 6 ? 128 : 32}`));
    this.agent = new Agent({ connect: this.guardedConnector(), bodyTimeout: 30_000, headersTimeout: 15_000 });
  }

  /** Like `fetch`, for http and https; does not follow redirects unless told, and then checks every hop. */
  async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const target = this.checkUrl(url);
    const asked = this.witnesses.getStore();
    const answer = fetch(target, { redirect: 'manual', ...init, dispatcher: this.agent });
    return asked ? this.note(asked, requestInWords(init.method ?? 'GET', target), answer) : answer;
  }

  /** Gives with the result what was asked of others for it, in words. */
  async witnessed<T>(work: () => Promise<T>): Promise<{ result: T; asked: Asked[] }> {
    const asked: Asked[] = [];
    return { result: await this.witnesses.run(asked, work), asked };
  }

  private async note(asked: Asked[], request: string, answer: Promise<Response>): Promise<Response> {
    const at = this.clock.now().toISOString();
    try {
      const response = await answer;
      const aheadMs = aheadOf(response.headers.get('date'), this.clock.millis());
      asked.push({ at, request, answer: String(response.status), aheadMs });
      return response;
    } catch (error) {
      const cause = (error as Error).cause ?? error;
      asked.push({ at, request, answer: (cause as Error).message.slice(0, 200), aheadMs: null });
      throw error;
    }
  }

  /** Refuses at once what needs no look-up: other schemes, literal private addresses. */
  checkUrl(url: string): URL {
    const target = URL.canParse(url) ? new URL(url) : undefined;
    if (!target || !['http:', 'https:'].includes(target.protocol)) throw refused(url);
    const host = bare(target.hostname);
    if (isIP(host) && !this.reachable(host)) throw refused(host);
    return target;
  }

  /** For sockets that are no HTTP (SMTP, IMAP): the address to connect to, judged. */
  resolve(host: string): Promise<string> {
    return new Promise((done, fail) => {
      if (isIP(host)) return this.reachable(host) ? done(host) : fail(refused(host));
      this.guardedLookup(host, {}, (error, address) => (error ? fail(error) : done(address as string)));
    });
  }

  reachable(address: string): boolean {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address); // ::ffff:10.0.0.1 is 10.0.0.1
    if (this.allowed.some((range) => range[0].kind() === parsed.kind() && parsed.match(range as [never, number])))
      return true;
    return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6 as [never, number]));
  }

  /** A literal address needs no look-up, so a redirect to one would slip past `guardedLookup`. */
  private guardedConnector(): buildConnector.connector {
    const connect = buildConnector({ lookup: this.guardedLookup as never, timeout: 10_000 });
    return (options, callback) => {
      const host = bare(options.hostname);
      if (isIP(host) && !this.reachable(host)) return callback(refused(host), null);
      connect(options, callback);
    };
  }

  private readonly guardedLookup = (
    host: string,
    options: { all?: boolean },
    callback: (error: Error | null, address?: string | Found, family?: number) => void,
  ): void => {
    this.lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error);
      const good = addresses.filter((a) => this.reachable(a.address));
      const [first] = good;
      if (!first) return callback(refused(host));
      if (options.all) return callback(null, good);
      return callback(null, first.address, first.family);
    });
  };
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const refused = (what: string): Refusal =>
  new Refusal(
    'address_refused',
    422,
    `${what} is not an address that may be reached from here. EGRESS_ALLOW opens private networks.`,
  );
