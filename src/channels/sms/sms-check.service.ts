import { Injectable } from '@nestjs/common';
import type { CheckStep, Line } from '../contract.js';
import { failed, TwilioAccountCheck } from '../twilio/account-check.service.js';
import { TwilioAccounts } from '../twilio/accounts.service.js';
import { found } from '../twilio/check-words.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { sameNumber } from '../twilio/numbers.rules.js';

/** A line that does not work, in words: account, token, number, webhook, address of ours. */
@Injectable()
export class SmsCheck {
  constructor(
    private readonly account: TwilioAccountCheck,
    private readonly accounts: TwilioAccounts,
    private readonly clients: TwilioClients,
  ) {}

  check(line: Line, webhook: string): Promise<CheckStep[]> {
    return this.account.check(line, () => this.number(line, webhook));
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
}
