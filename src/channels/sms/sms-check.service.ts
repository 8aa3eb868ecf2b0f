import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import type { CheckStep, Line } from '../contract.js';
import { TwilioAccounts } from '../twilio/accounts.service.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { NotReached } from '../twilio/failure.rules.js';
import { sameNumber } from './numbers.rules.js';

/** Twilio refuses times that are further off than this when something is signed by time; certificates do, too. */
const CLOCK_MINUTES = 5;

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
      return [
        {
          name: 'account',
          ok: false,
          detail: 'There is no account yet.',
          hint: 'Enter the account SID (it begins with AC) and the auth token from the first page of the Twilio console, or choose the simulated account.',
        },
      ];
    }
    const steps = [await this.account(line, account.simulated)];
    if (steps[0]!.ok) steps.push(...(await this.number(line, webhook)));
    return [...steps, this.publicAddress(account.simulated)];
  }

  private async account(line: Line, simulated: boolean): Promise<CheckStep> {
    try {
      const found = await this.clients.call(line, (client) =>
        client.api.v2010.accounts(this.accounts.of(line).sid).fetch(),
      );
      const active = found.status === 'active';
      return {
        name: 'account',
        ok: active,
        detail: simulated
          ? 'The simulated account answers. Nothing leaves this server.'
          : `“${found.friendlyName}” is ${found.status}.`,
        ...(!active && { hint: 'Twilio has switched the account off. Its console says why.' }),
      };
    } catch (error) {
      return { name: 'account', ok: false, ...words(error) };
    }
  }

  private async number(line: Line, webhook: string): Promise<CheckStep[]> {
    try {
      const numbers = await this.clients.call(line, (client) =>
        client.incomingPhoneNumbers.list({ phoneNumber: line.address ?? '', limit: 20 }),
      );
      const number = numbers.find((one) => sameNumber(one.phoneNumber, line.address ?? ''));
      if (!number) {
        return [
          {
            name: 'number',
            ok: false,
            detail: `${line.address} is not among the numbers of this account.`,
            hint: 'Short codes are not listed; for any other number check the account: a subaccount has a SID and a token of its own.',
          },
        ];
      }
      const can = number.capabilities.sms;
      const wanted = webhook.split('#')[0]!;
      const isSet = this.accounts.of(line).simulated || number.smsUrl?.split('#')[0] === wanted;
      return [
        {
          name: 'number',
          ok: can,
          detail: `${number.phoneNumber} carries ${can ? 'text' : 'no text'}${number.capabilities.mms ? ' and pictures' : ''}.`,
          ...(!can && { hint: 'Choose a number with SMS in the Twilio console.' }),
        },
        {
          name: 'webhook',
          ok: isSet,
          detail: isSet
            ? 'What comes in is brought here.'
            : `What comes in is brought to ${number.smsUrl || 'nobody'}.`,
          ...(!isSet && {
            hint: 'Phone Numbers → the number → Messaging → “A message comes in”: paste the URL from this page, with POST. With a messaging service, paste it under its Integration.',
          }),
        },
      ];
    } catch (error) {
      return [{ name: 'number', ok: false, ...words(error) }];
    }
  }

  private publicAddress(simulated: boolean): CheckStep {
    const { publicUrl, publicHost } = this.config;
    const isOpen =
      simulated || (publicUrl.startsWith('https://') && !/^(localhost|127\.|10\.|192\.168\.)/.test(publicHost));
    return {
      name: 'public-url',
      ok: isOpen,
      detail: isOpen ? `Twilio reaches us at ${publicUrl}.` : `Twilio cannot reach ${publicUrl}.`,
      ...(!isOpen && {
        hint: 'Set PUBLIC_URL to the https address under which the world reaches this server. Signatures cover it letter by letter.',
      }),
    };
  }
}

function words(error: unknown): { detail: string; hint: string } {
  if (error instanceof NotReached) {
    return {
      detail: `Twilio could not be reached: ${error.message}.`,
      hint: 'Check the way out of this server: DNS, firewall, proxy.',
    };
  }
  const { status, code, message } = error as { status?: number; code?: number; message?: string };
  if (status === 401 || code === 20003) {
    return {
      detail: 'Twilio does not accept this SID and token.',
      hint: 'The token may have been changed in the console, or the SID is that of another account. API keys do not work here: webhooks are signed with the auth token.',
    };
  }
  if (/certificate|clock|expired/i.test(message ?? '')) {
    return { detail: message!, hint: `The clock of this server may be wrong by more than ${CLOCK_MINUTES} minutes.` };
  }
  return {
    detail: message ?? 'Twilio gave no reason.',
    hint: 'Try again; the Twilio console shows what it noticed under Monitor → Errors.',
  };
}
