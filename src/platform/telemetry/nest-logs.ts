import type { LoggerService } from '@nestjs/common';
import { Logs } from './logs.js';

/** Nest's own lines go through pino; its chatter at start is for those who ask for `debug`. */
export class NestLogs implements LoggerService {
  private readonly out = Logs.for('nest');

  log(message: unknown): void {
    this.out.debug(String(message));
  }
  warn(message: unknown): void {
    this.out.warn(String(message));
  }
  error(message: unknown, stack?: unknown): void {
    this.out.error({ stack: typeof stack === 'string' ? stack : undefined }, String(message));
  }
  fatal(message: unknown): void {
    this.out.fatal(String(message));
  }
  debug(message: unknown): void {
    this.out.trace(String(message));
  }
  verbose(message: unknown): void {
    this.out.trace(String(message));
  }
}
