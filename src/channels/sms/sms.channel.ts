import { Injectable, type OnModuleInit } from '@nestjs/common';
import { invalid, Refusal } from '../../platform/http/refusal.js';
import {
  SendFailure,
  type Abilities,
  type ChannelAdapter,
  type CheckStep,
  type HookRequest,
  type HookVerdict,
  type Inbound,
  type Line,
  type Outbound,
  type Page,
  type RawEnvelope,
  type Sent,
  type Simulator,
  type WebhookUrl,
  type SimulatedAct,
  type SimulatedWord,
} from '../contract.js';
import { SAMPLE_PICTURE } from '../sample-picture.js';
import { ChannelRegistry } from '../registry.js';
import { TwilioAccounts } from '../twilio/accounts.service.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { TwilioMessaging, type Envelope } from '../twilio/messaging.service.js';
import { e164, sameNumber } from '../twilio/numbers.rules.js';
import type { CustomerWord } from '../twilio/simulator/messages.js';
import { TwilioSimulator } from '../twilio/simulator/twilio-simulator.service.js';
import { HookUrls } from '../twilio/hook-urls.service.js';
import { inboundOf } from './inbound.rules.js';
import { SMS_SETTINGS, smsLine } from './sms.settings.js';
import { SmsCheck } from './sms-check.service.js';

const MB = 1024 * 1024;

/** Text messages and pictures by phone number, through Twilio. */
@Injectable()
export class SmsChannel implements ChannelAdapter, OnModuleInit {
  readonly kind = 'sms';
  readonly name = 'SMS';
  readonly settings = SMS_SETTINGS;
  readonly hooks = ['twilio'];
  readonly pages = 'text';
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: true, outbound: true, maxBytes: 5 * MB, maxCount: 10 },
    receipts: ['delivered'],
    replyWindowHours: null,
    typing: false,
    calls: false,
    threads: false,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 0,
    maxText: 1600,
    counting: { as: 'gsm', priceSetting: 'pricePerSegment', currencySetting: 'currency' },
    // A long code in most countries takes about one segment a second; Twilio queues what comes faster.
    budget: { perSecond: 10, burst: 30 },
  };

  constructor(
    private readonly registry: ChannelRegistry,
    private readonly accounts: TwilioAccounts,
    private readonly clients: TwilioClients,
    private readonly messaging: TwilioMessaging,
    private readonly simulator: TwilioSimulator,
    private readonly checker: SmsCheck,
    private readonly urls: HookUrls,
  ) {}

  onModuleInit(): void {
    this.registry.add(this);
  }

  address(given: string | undefined): string {
    const number = e164(given ?? '');
    if (!number)
      throw invalid('address', 'must be a number with its country code, such as +55 11 98765-4321, or a short code');
    return number;
  }

  webhooks(_base: string, { id }: Pick<Line, 'id'>): WebhookUrl[] {
    return [{ name: 'A message comes in', url: this.urls.told(id, 'sms') }];
  }

  verify(request: HookRequest, line: Line): Promise<HookVerdict> {
    return this.messaging.verify(request, line, { at: 'sms', isOurs: (to) => sameNumber(to, line.address ?? '') });
  }

  normalize(envelope: RawEnvelope, line: Line): Inbound[] {
    return inboundOf(envelope, smsLine(line));
  }

  fetchFile(reference: string, line: Line, maxBytes: number): Promise<Buffer> {
    return this.clients.file(reference, line, maxBytes);
  }

  async send(outbound: Outbound, line: Line): Promise<Sent> {
    const { smartEncoded } = smsLine(line).settings;
    const content = { body: outbound.text, ...(smartEncoded && { smartEncoded }) };
    const envelope = this.envelope(line, this.numberOf(outbound));
    return { externalId: await this.messaging.send(line, outbound, envelope, content, this.abilities.attachments) };
  }

  async page({ to, text }: Page, line: Line): Promise<void> {
    await this.messaging.create(line, { ...this.envelope(line, to), body: text.slice(0, this.abilities.maxText) });
  }

  reconcile(outbound: Outbound, line: Line): Promise<{ accepted: string } | 'not-accepted' | 'unknown'> {
    return this.messaging.reconcile(line, outbound, this.numberOf(outbound));
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checker.check(line, this.urls.of(line.id, 'sms'));
  }

  /** On the simulated account its customer writes to us. On a real one we write to the administrator's own phone, and they answer. */
  async simulate(line: Line, what: SimulatedWord): Promise<void> {
    const number = e164(what.address);
    if (this.accounts.of(line).simulated) {
      const media = what.act === 'picture' ? [SAMPLE_PICTURE] : undefined;
      await this.simulator.write(line, { ...this.wordOf(line, what.text, number ?? undefined), media });
      return;
    }
    if (!number) throw invalid('address', 'must be your own number with its country code: the test is sent to it');
    const body = 'A test from Frontdesk. Answer this message, and your answer becomes a ticket.';
    try {
      await this.messaging.create(line, { to: number, from: line.address!, body });
    } catch (error) {
      throw new Refusal('not_sent', 422, (error as Error).message);
    }
  }

  acts(line: Line): readonly SimulatedAct[] {
    return this.accounts.of(line).simulated ? ['text', 'picture'] : [];
  }

  playProvider(options: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    return this.simulator.play(this.kind, options, (line, text) => this.wordOf(line, text));
  }

  private wordOf(line: Line, body: string, from = '+5511987650001'): CustomerWord {
    return { url: this.urls.of(line.id, 'sms'), from, to: line.address!, body };
  }

  private envelope(line: Line, to: string): Envelope {
    const { messagingServiceSid } = smsLine(line).settings;
    return { to, ...(messagingServiceSid ? { messagingServiceSid } : { from: line.address! }) };
  }

  /** As the customer's network wrote it where they wrote to us: what it sent, it takes. */
  private numberOf({ to }: Outbound): string {
    const given = to[0]?.address ?? '';
    const number = e164(given);
    if (!number) throw new SendFailure('permanent', `“${given}” is no number that can be written to.`, true);
    return number;
  }
}
