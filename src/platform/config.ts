import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';

/** A setting that stops the start: one line that says name, value and what is expected. */
export class BadSetting extends Error {}

interface Setting<T> {
  about: string;
  fallback: string;
  expects: string;
  read(value: string): T | undefined;
}

const text = (about: string, fallback = ''): Setting<string> => ({ about, fallback, expects: 'text', read: (v) => v });

const port = (about: string, fallback: string): Setting<number> => ({
  about,
  fallback,
  expects: 'a port number from 0 to 65535',
  read: (v) => (/^\d{1,5}$/.test(v) && Number(v) <= 65_535 ? Number(v) : undefined),
});

const oneOf = <const T extends string>(about: string, fallback: T, ...allowed: T[]): Setting<T> => ({
  about,
  fallback,
  expects: `one of ${allowed.join(', ')}`,
  read: (v) => allowed.find((a) => a === v),
});

const url = (about: string, ...schemes: string[]): Setting<string> => ({
  about,
  fallback: '',
  expects: `a URL beginning with ${schemes.map((s) => `${s}://`).join(' or ')}`,
  read: (v) =>
    v === '' || schemes.some((s) => v.startsWith(`${s}://`) && URL.canParse(v)) ? v.replace(/\/$/, '') : undefined,
});

const email = (about: string): Setting<string> => ({
  about,
  fallback: '',
  expects: 'an e-mail address',
  read: (v) => (v === '' || /^[^\s@]+@[^\s@]+$/.test(v) ? v : undefined),
});

const secret = (about: string, min: number): Setting<string> => ({
  about,
  fallback: '',
  expects: `at least ${min} characters`,
  read: (v) => (v === '' || v.length >= min ? v : undefined),
});

const count = (about: string, fallback: string, max: number): Setting<number> => ({
  about,
  fallback,
  expects: `a whole number from 0 to ${max}`,
  read: (v) => (/^\d{1,9}$/.test(v) && Number(v) <= max ? Number(v) : undefined),
});

const networks = (about: string): Setting<string> => ({
  about,
  fallback: '',
  expects: 'networks such as 10.0.0.0/8, separated by commas',
  read: (v) => (parts(v).every((n) => ipaddr.isValid(n) || ipaddr.isValidCIDR(n)) ? v : undefined),
});

const parts = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** Every environment variable that Frontdesk reads. `.env.example` is generated from this table. */
export const SETTINGS = {
  PORT: port('Port of the web server; 0 takes a free one.', '3000'),
  HOST: text('Address the web server and the mail receiver listen on.', '127.0.0.1'),
  PUBLIC_URL: url('Address under which people and providers reach this installation.', 'http', 'https'),
  PORTAL_URL: url('Address of its own for the customer portal; empty serves it at PUBLIC_URL/portal.', 'http', 'https'),
  DATA_DIR: text('Folder for the embedded database, files and generated keys.', './data'),
  DATABASE_URL: url('A PostgreSQL server (14 or newer); empty starts the embedded one.', 'postgres', 'postgresql'),
  REDIS_URL: url('Redis or Valkey for jobs and fan-out; empty lets PostgreSQL carry them.', 'redis', 'rediss'),
  SMTP_PORT: port('Port of the built-in mail receiver; 0 turns it off.', '2525'),
  ROLE: oneOf('What this process does.', 'all', 'all', 'web', 'worker'),
  ADMIN_EMAIL: email('First administrator, created without the set-up page (together with ADMIN_PASSWORD).'),
  ADMIN_PASSWORD: secret('Password of the first administrator.', 8),
  SECRET_KEY: secret('Master key for stored secrets; empty generates one into DATA_DIR.', 32),
  LOG_LEVEL: oneOf('How much is logged.', 'info', 'fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  TRUSTED_PROXIES: networks('Addresses (CIDR, comma separated) of reverse proxies whose X-Forwarded-For is believed.'),
  BLOB_URL: url('S3 bucket for files, as s3://key:secret@host/bucket?region=…; empty keeps them in DATA_DIR.', 's3'),
  CLAMAV_URL: url(
    'ClamAV’s daemon, as tcp://host:3310 or unix:///run/clamav/clamd.ctl; empty scans no files.',
    'tcp',
    'unix',
  ),
  SCAN_POLICY: oneOf(
    'What becomes of files that the scanner could not look at yet: held back (hold), or shown as such (mark).',
    'hold',
    'hold',
    'mark',
  ),
  MAIL_TLS_CERT: text('PEM file with the mail receiver’s certificate; empty makes one.'),
  MAIL_TLS_KEY: text('PEM file with the key for MAIL_TLS_CERT.'),
  MAX_MAIL_MB: count('Largest mail that is accepted, in MB.', '50', 500),
  AWAY_AFTER_MINUTES: count('Whoever has had no console open for this long takes no more work.', '2', 720),
  EGRESS_ALLOW: networks(
    'Private networks (CIDR, comma separated) that outgoing requests may reach, such as a mail server inside the company.',
  ),
  TWILIO_API_URL: url(
    'A server that answers in place of Twilio, such as its simulator; empty is Twilio.',
    'http',
    'https',
  ),
  OSRM_URL: url('A road router (OSRM) for travel between visits; empty guesses by distance.', 'http', 'https'),
  VROOM_URL: url('A VROOM that plans days; empty plans them here.', 'http', 'https'),
  WEB_DIR: text('Folder of the built web pages.', './dist/web'),
} satisfies Record<string, Setting<unknown>>;

type Values = { [K in keyof typeof SETTINGS]: NonNullable<ReturnType<(typeof SETTINGS)[K]['read']>> };

/** The validated settings of this process. The only reader of the environment. */
export class Config {
  private constructor(
    private readonly values: Values,
    /** False for a command: it uses the rooms, but opens no door and runs no jobs. */
    private readonly serving = true,
  ) {}

  static fromEnvironment(env: Record<string, string | undefined> = process.env): Config {
    const values: Record<string, unknown> = {};
    for (const [name, setting] of Object.entries(SETTINGS) as [string, Setting<unknown>][]) {
      const given = env[name]?.trim() ?? '';
      const value = setting.read(given === '' ? setting.fallback : given);
      if (value === undefined) throw new BadSetting(`${name}="${conceal(name, given)}": expected ${setting.expects}`);
      values[name] = value;
    }
    const config = new Config(values as Values);
    if (Boolean(values.ADMIN_EMAIL) !== Boolean(values.ADMIN_PASSWORD)) {
      throw new BadSetting('ADMIN_EMAIL and ADMIN_PASSWORD: expected both or neither');
    }
    if (Boolean(values.MAIL_TLS_CERT) !== Boolean(values.MAIL_TLS_KEY)) {
      throw new BadSetting('MAIL_TLS_CERT and MAIL_TLS_KEY: expected both or neither');
    }
    return config;
  }

  get<K extends keyof Values>(name: K): Values[K] {
    return this.values[name];
  }

  get dataDir(): string {
    return resolve(this.values.DATA_DIR);
  }

  get publicUrl(): string {
    return (
      this.values.PUBLIC_URL ||
      `http://${this.values.HOST === '0.0.0.0' ? 'localhost' : this.values.HOST}:${this.values.PORT}`
    );
  }

  /** Where customers find their portal. With an address of its own it stands at the root of that host. */
  get portalUrl(): string {
    return this.values.PORTAL_URL || `${this.publicUrl}/portal`;
  }

  /** The host that serves customers alone, where there is one. */
  get portalHost(): string | undefined {
    return this.values.PORTAL_URL ? new URL(this.values.PORTAL_URL).host : undefined;
  }

  /** Cookies carry the Secure attribute and the __Host- prefix where people reach us by https. */
  get secure(): boolean {
    return this.publicUrl.startsWith('https://');
  }

  /** Mail domains, cookies and Message-IDs need a host name without a port. */
  get publicHost(): string {
    return new URL(this.publicUrl).hostname;
  }

  get serves(): { web: boolean; worker: boolean } {
    const role = this.values.ROLE;
    return { web: this.serving && role !== 'worker', worker: this.serving && role !== 'web' };
  }

  /** The same settings with some replaced: once the embedded database is up, its URL is known. */
  with(changes: Partial<Values>): Config {
    return new Config({ ...this.values, ...changes }, this.serving);
  }

  forCommand(): Config {
    return new Config(this.values, false);
  }

  list(name: 'TRUSTED_PROXIES' | 'EGRESS_ALLOW'): string[] {
    return parts(this.values[name]);
  }
}

function conceal(name: string, value: string): string {
  return /PASSWORD|SECRET|KEY|URL/.test(name) ? '…' : value;
}

/** The text of `.env.example`. */
export function environmentExample(): string {
  return Object.entries(SETTINGS)
    .map(([name, s]) => `# ${s.about} Expects ${s.expects}.\n${s.fallback ? '' : '#'}${name}=${s.fallback}\n`)
    .join('\n');
}
