import { Catch, ValidationPipe, type ArgumentsHost, type WsExceptionFilter } from '@nestjs/common';
import { asRefusal } from '../platform/http/problem.filter.js';
import { Refusal } from '../platform/http/refusal.js';
import { Logs } from '../platform/telemetry/logs.js';

/** A refused or broken call is answered by its code and nothing else: an error must not describe the server. */
@Catch()
export class SocketProblemFilter implements WsExceptionFilter {
  private readonly log = Logs.for('realtime');

  catch(error: unknown, host: ArgumentsHost): void {
    const refusal = asRefusal(error);
    if (refusal.status >= 500) this.log.error({ err: error }, 'a socket call failed');
    const answer: unknown = host.getArgs().at(-1);
    const acknowledge = typeof answer === 'function' ? answer : host.getArgs().find((arg) => typeof arg === 'function');
    if (typeof acknowledge === 'function')
      acknowledge({ ok: false, error: { code: refusal.code, message: refusal.message } });
  }
}

export const socketValidation = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidUnknownValues: true,
    transform: true,
    exceptionFactory: () => new Refusal('bad_request', 422, 'The call has values that cannot be accepted.'),
  });
