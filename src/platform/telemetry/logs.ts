import { AsyncLocalStorage } from 'node:async_hooks';
import pino, { type DestinationStream, type Logger } from 'pino';

interface Trace {
  correlationId: string;
}
const traces = new AsyncLocalStorage<Trace>();

let root: Logger = make('info');

function make(level: string, to?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Ids only: names, addresses and texts of people never belong in a log line.
    redact: {
      paths: [
        'password',
        '*.password',
        '*.token',
        '*.secret',
        '*.authorization',
        '*.cookie',
        'err.query',
        'err.parameters',
        'err.config',
      ],
      remove: true,
    },
    serializers: { err: serializeError },
    mixin: () => traces.getStore() ?? {},
  };
  return to ? pino(options, to) : pino(options);
}

/** PostgreSQL's errors quote the values of a row in `detail`; those stay out of the log. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table } = error as Error & { code?: string; constraint?: string; table?: string };
  return { type: error.name, message: error.message, code, constraint, table, stack: error.stack };
}

export const Logs = {
  /** Called once at start. */
  setLevel(level: string, to?: DestinationStream): void {
    root = make(level, to);
  },
  /** Follows a later `setLevel`, so that a logger can be a field of a class made before it. */
  for(part: string): Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> {
    const write = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
      ((fields: object | string, message?: string) =>
        typeof fields === 'string'
          ? root[level]({ part }, fields)
          : root[level]({ part, ...fields }, message)) as Logger['info'];
    return {
      trace: write('trace'),
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      fatal: write('fatal'),
    };
  },
  /** Everything logged within carries the id, across awaits. */
  within<T>(correlationId: string, body: () => T): T {
    return traces.run({ correlationId }, body);
  },
  correlationId(): string | undefined {
    return traces.getStore()?.correlationId;
  },
};
