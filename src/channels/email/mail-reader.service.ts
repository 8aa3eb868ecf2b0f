import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { Config } from '../../platform/config.js';
import { ReadingPool } from './mime/reading-pool.js';
import type { ReadMail } from './mime/read-mail.js';

const TIMEOUT_MS = 20_000;
const MAX_THREADS = 4;
/** A mail is held some times over while it is read: raw, decoded, as text and as files. */
const MEMORY_FACTOR = 8;

/** One pool of reading threads for every way in. */
@Injectable()
export class MailReader implements OnApplicationShutdown {
  private readonly pool: ReadingPool;

  constructor(config: Config) {
    const megabytes = config.get('MAX_MAIL_MB');
    this.pool = new ReadingPool({
      threads: Math.min(MAX_THREADS, availableParallelism()),
      timeoutMs: TIMEOUT_MS,
      memoryMb: Math.max(256, megabytes * MEMORY_FACTOR),
      maxBytes: megabytes * 1024 * 1024,
    });
  }

  read(raw: Buffer, envelopeSender: string | null): Promise<ReadMail> {
    return this.pool.read(raw, envelopeSender);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}
