import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import type { CheckStep, Line } from '../contract.js';
import { TwilioAccounts } from './accounts.service.js';
import { found } from './check-words.js';
import { TwilioClients } from './clients.service.js';
import { NotReached } from './failure.rules.js';

/** What every line with Twilio needs: an account that lets us in, and an address at which Twilio reaches us. */
@Injectable()
export class TwilioAccountCheck {
  constructor(
    private readonly accounts: TwilioAccounts,
    private readonly clients: TwilioClients,
    private readonly config: Config,
  ) {}

  /** `further` is asked only where the account is right: what it would find without one says nothing. */
  async check(line: Line, further: () => Promise<CheckStep[]>): Promise<CheckStep[]> {
    const { sid, tokens, simulated } = this.accounts.of(line);
    if (!simulated && (!/^AC[0-9a-f]{32}$/i.test(sid) || tokens.length === 0)) {
      return [found('account', false, 'no-account')];
    }
    const first = await this.account(line, sid, simulated);
    const steps = first.ok ? [first, ...(await further())] : [first];
    return simulated ? steps : [...steps, this.publicAddress()];
  }

  private async account(line: Line, sid: string, simulated: boolean): Promise<CheckStep> {
    try {
      const { status, friendlyName } = await this.clients.call(line, (client) =>
        client.api.v2010.accounts(sid).fetch(),
      );
      if (simulated) return found('account', true, 'simulated');
      return found('account', status === 'active', 'account-state', { name: friendlyName, state: status });
    } catch (error) {
      return failed('account', error);
    }
  }

  private publicAddress(): CheckStep {
    const { publicUrl, publicHost } = this.config;
    const isOpen = publicUrl.startsWith('https://') && !/^(localhost|127\.|10\.|192\.168\.)/.test(publicHost);
    return found('public-url', isOpen, isOpen ? 'reachable' : 'unreachable', { url: publicUrl });
  }
}

/** Why Twilio did not answer as it should have. */
export function failed(name: string, error: unknown): CheckStep {
  const { status, code, message = '' } = error as { status?: number; code?: number; message?: string };
  if (error instanceof NotReached) return found(name, false, 'not-reached', { why: message });
  if (status === 401 || code === 20003) return found(name, false, 'wrong-token');
  const aboutTime = /certificate|clock|expired/i.test(message);
  return found(name, false, aboutTime ? 'clock' : 'refused', { why: message });
}
