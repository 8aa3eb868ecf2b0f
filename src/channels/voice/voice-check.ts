import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import type { CheckStep, Line } from '../contract.js';
import { failed, TwilioAccountCheck } from '../twilio/account-check.service.js';
import { found } from '../twilio/check-words.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { HookUrls } from '../twilio/hook-urls.service.js';
import { callUrls } from './call-urls.js';
import { numberSteps } from './number-check.rules.js';
import { isSimulated, settingsOf } from './voice.settings.js';

/** A live look at one number: the account, whom the number calls, and whether agents can talk in their browsers. */
@Injectable()
export class VoiceCheck {
  constructor(
    private readonly account: TwilioAccountCheck,
    private readonly clients: TwilioClients,
    private readonly urls: HookUrls,
    private readonly config: Config,
  ) {}

  check(line: Line): Promise<CheckStep[]> {
    return this.account.check(line, async () =>
      isSimulated(line) ? [] : [...(await this.number(line)), this.browser(line)],
    );
  }

  private async number(line: Line): Promise<CheckStep[]> {
    try {
      const phoneNumber = line.address ?? '';
      const [number] = await this.clients.call(line, (client) =>
        client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 }),
      );
      if (!number) return [found('number', false, 'number-absent', { number: phoneNumber })];
      const { voice } = number.capabilities;
      return [
        found('number', voice, voice ? 'number-carries-calls' : 'number-carries-no-calls', { number: phoneNumber }),
        ...numberSteps(number, callUrls(this.urls, this.config.publicUrl, line.id)),
      ];
    } catch (error) {
      return [failed('number', error)];
    }
  }

  private browser(line: Line): CheckStep {
    const { apiKeySid, apiKeySecret } = settingsOf(line);
    const isSet = apiKeySid !== '' && apiKeySecret !== '';
    return found('browser', isSet, isSet ? 'browser-ready' : 'browser-none');
  }
}
