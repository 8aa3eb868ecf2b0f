import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import type { CheckStep, Line } from '../contract.js';
import { TwilioAccounts } from '../twilio/accounts.service.js';
import { found } from '../twilio/check-words.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { NotReached } from '../twilio/failure.rules.js';
import { sameNumber } from './numbers.rules.js';

/** A line that does not work, in words: account, token, number, webhook, address of ours. */
@Injectable()
export class SmsCheck {
  constructor(
    private readonly accounts: TwilioAccounts,
    private readonly clients: TwilioClients,
    private readonly config: Config,
  ) {}

  async check(line: Line, webhook: string): Promise<CheckStep[]> {
    const account = this.accounts.of(line);
    if (!account.simulated && (!/^AC[0-9a-f]{32}$/i.test(account.sid) || account.tokens.length === 0)) {
      return [found('account', false, 'no-account')];
    }
    const first = await this.account(line, account.simulated);
    const steps = first.ok ? [first, ...(await this.number(line, webhook))] : [first];
    return account.simulated ? steps : [...steps, this.publicAddress()];
  }

  private async account(line: Line, simulated: boolean): Promise<CheckStep> {
    try {
      const { sid } = this.accounts.of(line);
      const { status, friendlyName } = await this.clients.call(line, (client) =>
        client.api.v2010.accounts(sid).fetch(),
      );
      if (simulated) return found('account', true, 'simulated');
      return found('account', status === 'active', 'account-state', { name: friendlyName, state: status });
    } catch (error) {
      return failed('account', error);
    }
  }

  private async number(line: Line, webhook: string): Promise<CheckStep[]> {
    try {
      const phoneNumber = line.address ?? '';
      const numbers = await this.clients.call(line, (client) =>
        client.incomingPhoneNumbers.list({ phoneNumber, limit: 20 }),
      );
      const number = numbers.find((one) => sameNumber(one.phoneNumber, phoneNumber));
      if (!number) return [found('number', false, 'number-absent', { number: phoneNumber })];
      const { sms, mms } = number.capabilities;
      const carries = !sms ? 'number-mute' : mms ? 'number-carries-pictures' : 'number-carries';
      const url = number.smsUrl ?? '';
      const isSet = this.accounts.of(line).simulated || url.split('#')[0] === webhook.split('#')[0];
      return [
        found('number', sms, carries, { number: phoneNumber }),
        found('webhook', isSet, isSet ? 'webhook-right' : url ? 'webhook-other' : 'webhook-none', { url }),
      ];
    } catch (error) {
      return [failed('number', error)];
    }
  }

  private publicAddress(): CheckStep {
    const { publicUrl, publicHost } = this.config;
    const isOpen = publicUrl.startsWith('https://') && !/^(localhost|127\.|10\.|192\.168\.)/.test(publicHost);
    return found('public-url', isOpen, isOpen ? 'reachable' : 'unreachable', { url: publicUrl });
  }
}

function failed(name: string, error: unknown): CheckStep {
  const { status, code, message = '' } = error as { status?: number; code?: number; message?: string };
  if (error instanceof NotReached) return found(name, false, 'not-reached', { why: message });
  if (status === 401 || code === 20003) return found(name, false, 'wrong-token');
  const aboutTime = /certificate|clock|expired/i.test(message);
  return found(name, false, aboutTime ? 'clock' : 'refused', { why: message });
}
