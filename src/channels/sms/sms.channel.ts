import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isId } from '../../platform/ids.js';
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
} from '../contract.js';
import { ChannelRegistry } from '../registry.js';
import { TwilioAccounts } from '../twilio/accounts.service.js';
import { TwilioClients } from '../twilio/clients.service.js';
import { sendFailure } from '../twilio/failure.rules.js';
import { MediaLinks } from '../twilio/media-links.service.js';
import { signedByTwilio } from '../twilio/signature.js';
import type { CustomerWord } from '../twilio/simulator/messages.js';
import { TwilioSimulator } from '../twilio/simulator/twilio-simulator.service.js';
import { HookUrls } from '../twilio/hook-urls.service.js';
import { NOTHING_TO_SAY } from '../twilio/nothing-to-say.js';
import { inboundOf, type SmsMeta } from './inbound.rules.js';
import { e164, sameNumber } from './numbers.rules.js';
import { SMS_SETTINGS, smsLine } from './sms.settings.js';
import { SmsCheck } from './sms-check.service.js';

const MB = 1024 * 1024;
/** So many of the newest messages to a number are looked at when an answer was lost. */
const LOOK_AT = 50;

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
    private readonly media: MediaLinks,
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

  async verify(request: HookRequest, line: Line): Promise<HookVerdict> {
    const file = await this.media.answer(request, line);
    if (file) return file;
    const params = await signedByTwilio(request, this.accounts.of(line));
    if (!params?.MessageSid) return { verdict: 'refuse' };
    if (request.path === 'sms' && sameNumber(params.To ?? '', line.address ?? '')) {
      const meta: SmsMeta = { kind: 'message' };
      return { verdict: 'accept', key: params.MessageSid, meta: { ...meta }, reply: NOTHING_TO_SAY };
    }
    if (request.path === 'message-status') {
      const { message } = request.query;
      const meta: SmsMeta = { kind: 'status', ...(message && isId(message) && { message }) };
      const key = `${params.MessageSid}.${params.MessageStatus ?? ''}`;
      return { verdict: 'accept', key, meta: { ...meta }, reply: NOTHING_TO_SAY };
    }
    return { verdict: 'refuse' };
  }

  normalize(envelope: RawEnvelope, line: Line): Inbound[] {
    return inboundOf(envelope, smsLine(line));
  }

  fetchFile(reference: string, line: Line, maxBytes: number): Promise<Buffer> {
    return this.clients.file(reference, line, maxBytes);
  }

  async send(outbound: Outbound, line: Line): Promise<Sent> {
    const to = this.numberOf(outbound);
    const { messagingServiceSid, smartEncoded } = smsLine(line).settings;
    const { maxCount, maxBytes } = this.abilities.attachments;
    if (outbound.files.length > maxCount) throw new SendFailure('permanent', `More than ${maxCount} attachments.`);
    const large = outbound.files.find((file) => file.size > maxBytes);
    if (large) throw new SendFailure('permanent', `“${large.name}” is larger than ${maxBytes / MB} MB.`);
    try {
      const message = await this.clients.call(line, (client) =>
        client.messages.create({
          to,
          ...(messagingServiceSid ? { messagingServiceSid } : { from: line.address! }),
          body: outbound.text,
          ...(outbound.files.length > 0 && { mediaUrl: outbound.files.map((file) => this.media.link(line, file.id)) }),
          ...(smartEncoded && { smartEncoded }),
          statusCallback: this.urls.told(line.id, 'message-status', { message: outbound.messageId }),
        }),
      );
      return { externalId: message.sid };
    } catch (error) {
      throw sendFailure(error);
    }
  }

  async page({ to, text }: Page, line: Line): Promise<void> {
    const { messagingServiceSid } = smsLine(line).settings;
    try {
      await this.clients.call(line, (client) =>
        client.messages.create({
          to,
          ...(messagingServiceSid ? { messagingServiceSid } : { from: line.address! }),
          body: text.slice(0, this.abilities.maxText),
        }),
      );
    } catch (error) {
      throw sendFailure(error);
    }
  }

  /** Looks among the newest to this number for the same words under an id that no earlier message of ours has. */
  async reconcile(outbound: Outbound, line: Line): Promise<{ accepted: string } | 'not-accepted' | 'unknown'> {
    const to = this.numberOf(outbound);
    const newest = await this.clients.call(line, (client) =>
      client.messages.list({ to, limit: LOOK_AT, pageSize: LOOK_AT }),
    );
    const oldest = newest.at(-1)?.dateCreated;
    const ours = newest.filter(
      ({ sid, body, direction }) =>
        direction.startsWith('outbound') && !outbound.references.includes(sid) && sameWords(body, outbound.text),
    );
    if (ours.length === 1) return { accepted: ours[0]!.sid };
    const sawAll = newest.length < LOOK_AT || (oldest && oldest < outbound.at);
    return ours.length === 0 && sawAll ? 'not-accepted' : 'unknown';
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checker.check(line, this.urls.of(line.id, 'sms'));
  }

  /** On the simulated account its customer writes to us. On a real one we write to the administrator's own phone, and they answer. */
  async simulate(line: Line, what: { address: string; text: string }): Promise<void> {
    const number = e164(what.address);
    if (this.accounts.of(line).simulated) {
      await this.simulator.write(line, this.wordOf(line, what.text, number ?? undefined));
      return;
    }
    if (!number) throw invalid('address', 'must be your own number with its country code: the test is sent to it');
    const body = 'A test from Frontdesk. Answer this message, and your answer becomes a ticket.';
    try {
      await this.clients.call(line, (client) => client.messages.create({ to: number, from: line.address!, body }));
    } catch (error) {
      throw new Refusal('not_sent', 422, sendFailure(error).message);
    }
  }

  playProvider(options: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    return this.simulator.play(this.kind, options, (line, text) => this.wordOf(line, text));
  }

  private wordOf(line: Line, body: string, from = '+5511987650001'): CustomerWord {
    return { url: this.urls.of(line.id, 'sms'), from, to: line.address!, body };
  }

  /** As the customer's network wrote it where they wrote to us: what it sent, it takes. */
  private numberOf({ to }: Outbound): string {
    const given = to[0]?.address ?? '';
    const number = e164(given);
    if (!number) throw new SendFailure('permanent', `“${given}” is no number that can be written to.`, true);
    return number;
  }
}

/** Trial accounts put a sentence before the text, and ends are trimmed. */
const sameWords = (theirs: string, ours: string): boolean => theirs.trim().endsWith(ours.trim());
