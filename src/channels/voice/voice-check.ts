import { Injectable } from '@nestjs/common';
import type { CheckStep, Line } from '../contract.js';
import { HookUrls } from './hook-urls.js';
import { VoiceControl } from './voice-control.js';
import { isSimulated, settingsOf } from './voice.settings.js';

/** A live look at one number: the account, what the number calls, and whether agents can talk in their browsers. */
@Injectable()
export class VoiceCheck {
  constructor(
    private readonly control: VoiceControl,
    private readonly urls: HookUrls,
  ) {}

  async of(line: Line): Promise<CheckStep[]> {
    const settings = settingsOf(line);
    if (isSimulated(line))
      return [{ name: 'configured', ok: true, detail: 'This line is simulated: it needs no connection.' }];
    const account = await this.account(line);
    if (!account.ok) return [account];
    return [
      account,
      await this.number(line),
      {
        name: 'browser',
        ok: settings.apiKeySid !== '' && settings.apiKeySecret !== '',
        detail: settings.apiKeySid ? 'Agents can talk in their browsers.' : 'There is no API key.',
        hint: 'Make a standard API key in the Twilio console and enter its SID and secret.',
      },
    ];
  }

  private async account(line: Line): Promise<CheckStep> {
    try {
      const { accountSid } = settingsOf(line);
      const account = await (await this.control.client(line)).api.v2010.accounts(accountSid).fetch();
      const ok = account.status === 'active';
      return { name: 'account', ok, detail: `The account “${account.friendlyName}” is ${account.status}.` };
    } catch (error) {
      return {
        name: 'account',
        ok: false,
        detail: (error as Error).message.slice(0, 200),
        hint: 'Account SID and auth token stand on the first page of the Twilio console. The token must be the primary one.',
      };
    }
  }

  private async number(line: Line): Promise<CheckStep> {
    const wanted = this.urls.of(line.id, 'voice');
    try {
      const client = await this.control.client(line);
      const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: line.address!, limit: 1 });
      if (!number) return { name: 'number', ok: false, detail: `${line.address} is not a number of this account.` };
      const ok = number.voiceUrl === wanted;
      return {
        name: 'number',
        ok,
        detail: ok ? 'The number calls us.' : `The number calls ${number.voiceUrl || 'nothing'}.`,
        hint: `Set “A call comes in” to ${wanted}, the call status changes to ${this.urls.of(line.id, 'voice-status')}.`,
      };
    } catch (error) {
      return { name: 'number', ok: false, detail: (error as Error).message.slice(0, 200) };
    }
  }
}
