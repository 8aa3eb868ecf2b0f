import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Logs } from '../../../platform/telemetry/logs.js';
import type { HookRequest, HookVerdict, Line } from '../../contract.js';
import { TranscriptHook } from './transcript.hook.js';
import { PagedCalls } from '../paging/paged-calls.js';
import { InboxesService } from '../../inboxes.service.js';
import { twilioPackage } from '../../twilio/package.js';
import { TwilioAccounts } from '../../twilio/accounts.service.js';
import { signedByTwilio } from '../../twilio/signature.js';
import { fallback, nothing } from '../flow/other-answers.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import { settingsOf } from '../voice.settings.js';
import { CallFlowHook } from './call-flow.hook.js';
import { CallStatusHook } from './call-status.hook.js';
import { DeskPhoneHook } from './desk-phone.hook.js';
import { DeviceHook } from './device.hook.js';
import { OutboundHook } from './outbound.hook.js';
import { RecordingHook } from './recording.hook.js';

const xml = (body: string): HookVerdict => ({ verdict: 'answer', reply: { type: 'text/xml', body } });

/** What Twilio calls for a number: each is safe to be asked twice, and a caller is never left with an error. */
@Injectable()
export class VoiceHooks implements OnApplicationBootstrap {
  private readonly log = Logs.for('voice');

  constructor(
    private readonly inboxes: InboxesService,
    private readonly accounts: TwilioAccounts,
    private readonly urls: HookUrls,
    private readonly flow: CallFlowHook,
    private readonly status: CallStatusHook,
    private readonly recording: RecordingHook,
    private readonly device: DeviceHook,
    private readonly deskPhone: DeskPhoneHook,
    private readonly transcript: TranscriptHook,
    private readonly paged: PagedCalls,
    private readonly outbound: OutboundHook,
  ) {}

  /** The package is large, and the first caller should not wait for it. */
  onApplicationBootstrap(): void {
    void this.inboxes
      .activeLines('voice')
      .then((lines) => (lines.length > 0 ? twilioPackage() : null))
      .catch((error: unknown) => this.log.debug({ err: error }, 'loaded when the first call comes'));
  }

  async take(request: HookRequest, line: Line): Promise<HookVerdict> {
    const params = await signedByTwilio(request, this.accounts.of(line));
    if (!params) return { verdict: 'refuse' };
    switch (request.path) {
      case 'voice':
        return xml(await this.orFallback(line, () => this.flow.begin(line, params)));
      case 'voice/step':
        return xml(await this.orFallback(line, () => this.flow.step(line, request.query, params)));
      case 'voice/device':
        return xml(await this.device.answered(line, request.query, params));
      case 'voice/outbound':
        return xml(await this.outbound.answered(line, request.query, params));
      case 'voice/outbound-notice':
        return xml(await this.outbound.whispered(line, request.query));
      case 'voice/page':
        return xml(await this.paged.answered(line, request.query, params));
      case 'voice/desk-phone':
        return xml(await this.deskPhone.dialled(line, params));
      case 'voice/desk-phone-over':
        return xml(await this.deskPhone.over(line, request.query, params));
      case 'desk-phone-answered':
        await this.deskPhone.answered(line, request.query);
        return xml(nothing());
      case 'transcript':
        await this.transcript.take(line, request.query, params);
        return xml(nothing());
      case 'page-status':
        await this.paged.over(line, request.query, params);
        return xml(nothing());
      case 'voice-status':
        await this.status.take(line, request.query, params);
        return xml(nothing());
      case 'recording':
        await this.recording.take(line, request.query, params);
        return xml(nothing());
      default:
        return xml(nothing());
    }
  }

  /** The database may be away; the caller still gets a voice, and what they say is kept by the provider until we are back. */
  private async orFallback(line: Line, answer: () => Promise<string>): Promise<string> {
    try {
      return await answer();
    } catch (error) {
      this.log.error({ err: error, inboxId: line.id }, 'a call could not be answered by its flow');
      return fallback(settingsOf(line).language, this.urls.told(line.id, 'recording', { kind: 'voicemail' }));
    }
  }
}
