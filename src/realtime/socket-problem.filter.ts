import { Catch, type ArgumentsHost, type WsExceptionFilter } from '@nestjs/common';
import { asRefusal } from '../platform/http/problem.filter.js';
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
    if (typeof acknowledge === 'function') {
      const code = refusal.code === 'invalid' ? 'bad_request' : refusal.code;
      acknowledge({ ok: false, error: { code, message: refusal.message } });
    }
  }
}
