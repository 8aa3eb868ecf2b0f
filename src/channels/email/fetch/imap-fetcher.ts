import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { Config } from '../../../platform/config.js';
import { Metrics } from '../../../platform/telemetry/metrics.js';
import { Logs } from '../../../platform/telemetry/logs.js';
import type { ReceivePort } from '../../contract.js';
import { MailDns } from '../authenticity/dns-resolver.js';
import { judge } from '../authenticity/verdict.js';
import { emailLine, type EmailLine } from '../email.settings.js';
import { SignInLost } from '../oauth/oauth-tokens.service.js';
import { mailKey } from '../receiver/mail-key.js';
import { ImapClients } from './imap-client.js';
import { MailCursors } from './mail-cursors.service.js';
import { MailboxFetcher } from './mailbox-fetcher.js';
import { MailboxLocks } from './mailbox-locks.js';

const AGAIN_AFTER_MS = [500, 1_000, 3_000, 10_000, 30_000, 60_000, 5 * 60_000];
const LOOK_FOR_LINES_MS = 15_000;

interface Running {
  settings: string;
  fetcher: MailboxFetcher;
  ended: Promise<void>;
}

/** Keeps one fetcher running for each inbox that has an IMAP server, whatever breaks in between. */
@Injectable()
export class ImapFetcher {
  private readonly log = Logs.for('mail-fetcher');
  private readonly running = new Map<string, Running>();
  private readonly dns: MailDns;
  private port: ReceivePort | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly clients: ImapClients,
    private readonly cursors: MailCursors,
    private readonly locks: MailboxLocks,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly metrics: Metrics,
  ) {
    this.dns = new MailDns(() => clock.millis());
  }

  async start(port: ReceivePort): Promise<void> {
    if (!this.config.serves.worker) return;
    this.port = port;
    this.timer = setInterval(() => this.linesChanged(), LOOK_FOR_LINES_MS);
    this.linesChanged();
  }

  linesChanged(): void {
    if (!this.port) return;
    this.looking = this.looking
      .then(() => this.adjust())
      .catch((error: unknown) => this.log.warn({ err: error }, 'inboxes could not be listed'));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.port = undefined;
    await this.looking;
    await Promise.all([...this.running.keys()].map((id) => this.end(id)));
    await this.locks.close();
  }

  private async adjust(): Promise<void> {
    if (!this.port) return;
    const wanted = new Map(
      (await this.port.lines())
        .map(emailLine)
        .filter((line) => line.settings.imapHost)
        .map((line) => [line.id, line]),
    );
    for (const [id, { settings }] of this.running) {
      const line = wanted.get(id);
      if (!line || fingerprint(line) !== settings) await this.end(id);
    }
    for (const line of wanted.values()) if (!this.running.has(line.id)) this.begin(line);
  }

  private begin(line: EmailLine): void {
    const port = this.port!;
    const fetcher = new MailboxFetcher(line, {
      connect: (of) => this.clients.connect(of),
      cursors: this.cursors,
      port,
      keyOf: (raw) => mailKey(raw, this.clock.millis()),
      judge: (raw) => judge(raw, { mailFrom: '', remote: null, helo: '' }, this.dns.resolve),
      assertMine: () => this.locks.assertHeld(),
      maxBytes: this.config.get('MAX_MAIL_MB') * 1024 * 1024,
      now: () => this.clock.millis(),
      foundMissing: (count) => {
        this.metrics.mailsMissed.inc(count);
        this.log.warn({ inboxId: line.id, count }, 'a comparison found mails that had been missed, and fetched them');
      },
    });
    const state = { stopping: false, wake: (): void => undefined };
    const stop = fetcher.stop.bind(fetcher);
    fetcher.stop = () => {
      state.stopping = true;
      state.wake();
      stop();
    };
    this.running.set(line.id, { settings: fingerprint(line), fetcher, ended: this.keepRunning(fetcher, port, state) });
  }

  private async keepRunning(
    fetcher: MailboxFetcher,
    port: ReceivePort,
    state: { stopping: boolean; wake: () => void },
  ): Promise<void> {
    const { line, mailbox } = fetcher;
    for (let failures = 0; !state.stopping;) {
      try {
        if (await this.locks.take(mailbox)) {
          await fetcher.run(async () => {
            failures = 0;
            await port.report(line.id, null);
          });
        }
      } catch (error) {
        if (state.stopping) break;
        failures += 1;
        this.log.warn({ err: error, inboxId: line.id, failures }, 'a mailbox could not be read');
        // One broken connection is weather; a lost sign-in never mends itself.
        if (failures > 1 || error instanceof SignInLost)
          await port.report(line.id, problemOf(error)).catch(() => undefined);
      } finally {
        await this.locks.release(mailbox);
      }
      if (!state.stopping) await pause(AGAIN_AFTER_MS[Math.min(failures, AGAIN_AFTER_MS.length - 1)]!, state);
    }
  }

  private async end(id: string): Promise<void> {
    const running = this.running.get(id);
    this.running.delete(id);
    running?.fetcher.stop();
    await running?.ended;
  }
}

const fingerprint = (line: EmailLine): string => JSON.stringify([line.address, line.settings]);

export function problemOf(error: unknown): string {
  const { message, responseText, authenticationFailed } = error as Error & {
    responseText?: string;
    authenticationFailed?: boolean;
  };
  if (authenticationFailed) return `The mail server did not accept the sign-in: ${responseText ?? message}`;
  return responseText ? `${message}: ${responseText}` : message;
}

function pause(ms: number, state: { wake: () => void }): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    state.wake = () => {
      clearTimeout(timer);
      done();
    };
  });
}
