import { Injectable, type OnModuleInit } from '@nestjs/common';
import { international } from '../../customers/phone.rules.js';
import { Config } from '../../platform/config.js';
import { invalid } from '../../platform/http/refusal.js';
import {
  SendFailure,
  type Abilities,
  type ChannelAdapter,
  type CheckStep,
  type HookRequest,
  type HookVerdict,
  type InboundMessage,
  type Line,
  type Page,
  type RawEnvelope,
  type WebhookUrl,
} from '../contract.js';
import { CallControls } from '../calls/call-controls.service.js';
import { ChannelRegistry } from '../registry.js';
import { HookUrls } from '../twilio/hook-urls.service.js';
import { callUrls } from './call-urls.js';
import { VoiceHooks } from './hooks/voice-hooks.js';
import { PagedCalls } from './paging/paged-calls.js';
import { VoiceSimulator } from './simulator/voice.simulator.js';
import { VoiceCheck } from './voice-check.js';
import { VoiceControl } from './voice-control.js';
import { messageOf, readCall } from './voice.envelope.js';
import { VOICE_SETTINGS } from './voice.settings.js';

/** Phone numbers as a channel like any other: a call is a message, and what happens in it is told by webhooks. */
@Injectable()
export class VoiceAdapter implements ChannelAdapter, OnModuleInit {
  readonly kind = 'voice';
  readonly name = 'Phone';
  readonly hooks = ['twilio'];
  readonly pages = 'call';
  readonly settings = VOICE_SETTINGS;
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: false, outbound: false, maxBytes: 0, maxCount: 0 },
    receipts: [],
    replyWindowHours: null,
    typing: false,
    calls: true,
    threads: false,
    intake: 'at-once',
    delivery: 'send',
    undoSeconds: 0,
    // Nothing can be written on a telephone.
    maxText: 0,
  };

  constructor(
    private readonly registry: ChannelRegistry,
    private readonly controls: CallControls,
    private readonly control: VoiceControl,
    private readonly door: VoiceHooks,
    private readonly simulator: VoiceSimulator,
    private readonly paged: PagedCalls,
    private readonly checks: VoiceCheck,
    private readonly urls: HookUrls,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.registry.add(this);
    this.controls.add(this.kind, this.control);
  }

  address(given: string | undefined): string {
    const number = international(given ?? '');
    if (!number) throw invalid('address', 'a phone number such as +55 11 4000-0000');
    return number;
  }

  webhooks(_base: string, { id }: Pick<Line, 'id'>): WebhookUrl[] {
    const { calls, fallback, status } = callUrls(this.urls, this.config.publicUrl, id);
    return [
      { name: 'A call comes in', url: calls },
      { name: 'Primary handler fails', url: fallback },
      { name: 'Call status changes', url: status },
    ];
  }

  verify(request: HookRequest, line: Line): Promise<HookVerdict> {
    return this.door.take(request, line);
  }

  normalize({ raw }: RawEnvelope): InboundMessage[] {
    return [messageOf(readCall(raw))];
  }

  send(): Promise<never> {
    return Promise.reject(new SendFailure('permanent', 'Nothing can be written on a telephone line: call instead.'));
  }

  page(page: Page, line: Line): Promise<void> {
    return this.paged.page(page, line);
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checks.check(line);
  }

  async simulate(line: Line, { address, text }: { address: string; text: string }): Promise<void> {
    await this.simulator.call(line, { from: address, keys: text });
  }
}
