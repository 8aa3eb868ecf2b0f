import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { MailUnreadable } from './parsed-mail.js';
import type { ReadMail } from './read-mail.js';

export interface ReadingTask {
  id: number;
  raw: Uint8Array;
  envelopeSender: string | null;
}
export type ReadingAnswer =
  | { id: number; ok: true; read: ReadMail }
  | { id: number; ok: false; reason: MailUnreadable['reason']; detail: string };

export interface ReadingLimits {
  threads: number;
  /** A mail that takes longer is not read at all: its thread is ended and replaced. */
  timeoutMs: number;
  memoryMb: number;
  maxBytes: number;
}

interface Waiting {
  task: ReadingTask;
  done: (read: ReadMail) => void;
  fail: (error: Error) => void;
}

interface Reader {
  worker: Worker;
  busy: { waiting: Waiting; timer: NodeJS.Timeout } | null;
}

/**
 * Reads hostile mail in threads of their own, bounded in time and memory. Threads are made at the first need and kept.
 * Where there is no built thread file (tests on the sources), mail is read in the calling thread.
 */
export class ReadingPool {
  private readonly readers: Reader[] = [];
  private readonly queue: Waiting[] = [];
  private nextId = 1;
  private closed = false;
  private readonly threaded: boolean;

  constructor(
    private readonly limits: ReadingLimits,
    private readonly entry: URL = new URL('./reading.worker.js', import.meta.url),
  ) {
    this.threaded = existsSync(fileURLToPath(entry));
  }

  read(raw: Buffer, envelopeSender: string | null): Promise<ReadMail> {
    if (raw.length > this.limits.maxBytes) {
      return Promise.reject(new MailUnreadable('too_big', `larger than ${this.limits.maxBytes} bytes`));
    }
    if (!this.threaded) return import('./read-mail.js').then(({ readMail }) => readMail(raw, envelopeSender));
    return new Promise((done, fail) => {
      this.queue.push({ task: { id: this.nextId++, raw, envelopeSender }, done, fail });
      this.assign();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.readers.map(({ worker }) => worker.terminate()));
  }

  private assign(): void {
    while (this.queue.length > 0 && !this.closed) {
      const free = this.readers.find((reader) => !reader.busy) ?? this.another();
      if (!free) return;
      const waiting = this.queue.shift()!;
      free.busy = { waiting, timer: setTimeout(() => this.tooSlow(free), this.limits.timeoutMs) };
      free.worker.postMessage(waiting.task);
    }
  }

  private another(): Reader | undefined {
    if (this.readers.length >= this.limits.threads) return undefined;
    const worker = new Worker(this.entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb, maxYoungGenerationSizeMb: 64 },
    });
    worker.unref();
    const reader: Reader = { worker, busy: null };
    worker.on('message', (answer: ReadingAnswer) => this.answered(reader, answer));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.lose(reader, new MailUnreadable(outOfMemory ? 'too_big' : 'unparsable', error.message));
    });
    worker.on('exit', () => this.lose(reader, new MailUnreadable('unparsable', 'the reading thread ended')));
    this.readers.push(reader);
    return reader;
  }

  private answered(reader: Reader, answer: ReadingAnswer): void {
    const { busy } = reader;
    if (!busy || busy.waiting.task.id !== answer.id) return;
    clearTimeout(busy.timer);
    reader.busy = null;
    if (answer.ok) busy.waiting.done(answer.read);
    else busy.waiting.fail(new MailUnreadable(answer.reason, answer.detail));
    this.assign();
  }

  private tooSlow(reader: Reader): void {
    this.lose(reader, new MailUnreadable('too_slow', `took longer than ${this.limits.timeoutMs} ms`));
    void reader.worker.terminate();
  }

  private lose(reader: Reader, error: MailUnreadable): void {
    const at = this.readers.indexOf(reader);
    if (at !== -1) this.readers.splice(at, 1);
    if (reader.busy) {
      clearTimeout(reader.busy.timer);
      reader.busy.waiting.fail(error);
      reader.busy = null;
    }
    this.assign();
  }
}
