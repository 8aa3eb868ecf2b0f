import { Injectable } from '@nestjs/common';
import { international } from '../../../customers/phone.rules.js';
import { invalid, Refusal } from '../../../platform/http/refusal.js';
import {
  SendFailure,
  type CheckStep,
  type HookRequest,
  type HookVerdict,
  type Inbound,
  type Line,
  type MessageTemplate,
  type Outbound,
  type RawEnvelope,
  type Sent,
  type Simulator,
  type WebhookUrl,
  type SimulatedAct,
  type SimulatedWord,
} from '../../contract.js';
import { SAMPLE_PICTURE } from '../../sample-picture.js';
import { cutText } from '../../cut-text.js';
import { SentParts } from '../../delivery/sent-parts.service.js';
import { TwilioAccountCheck } from '../../twilio/account-check.service.js';
import { TwilioAccounts } from '../../twilio/accounts.service.js';
import { TwilioClients } from '../../twilio/clients.service.js';
import { HookUrls } from '../../twilio/hook-urls.service.js';
import { TwilioMessaging, type Content } from '../../twilio/messaging.service.js';
import { sameNumber } from '../../twilio/numbers.rules.js';
import type { CustomerWord } from '../../twilio/simulator/messages.js';
import { TwilioSimulator } from '../../twilio/simulator/twilio-simulator.service.js';
import type { PlayOptions, WhatsappRoute } from '../route.js';
import { whatsappLine, type WhatsappLine } from '../whatsapp.settings.js';
import { addressed, bare, inboundOf } from './inbound.rules.js';
import { afterQuote } from './quote.rules.js';
import { contentVariables, templateOf, type ListedContent } from './templates.rules.js';

const MB = 1024 * 1024;
/** Of one message, as Twilio passes it on. */
const MAX_TEXT = 1600;
/** Of each file; Twilio makes no document of a picture that is too large. */
export const THROUGH_TWILIO = { maxBytes: 16 * MB, sizes: [{ types: ['image/*'], maxBytes: 5 * MB }] };
const LIMITS = { maxCount: 1, ...THROUGH_TWILIO };
const ANA = '+5511987650001';

/** What the webhook has beside the words. */
const MORE: Partial<Record<SimulatedAct, (text: string, about?: string) => Record<string, string>>> = {
  location: () => ({ Body: '', Latitude: '-23.5505', Longitude: '-46.6333', Label: 'Praça da Sé' }),
  button: (text) => ({ ButtonText: text, ButtonPayload: 'button' }),
  quote: (_, about = '') => ({ OriginalRepliedMessageSid: about }),
};

/** WhatsApp by a number of a Twilio account. */
@Injectable()
export class TwilioRoute implements WhatsappRoute {
  constructor(
    private readonly accounts: TwilioAccounts,
    private readonly clients: TwilioClients,
    private readonly messaging: TwilioMessaging,
    private readonly parts: SentParts,
    private readonly account: TwilioAccountCheck,
    private readonly simulator: TwilioSimulator,
    private readonly urls: HookUrls,
  ) {}

  webhooks({ id }: Pick<WhatsappLine, 'id'>): WebhookUrl[] {
    return [{ name: 'When a message comes in', url: this.urls.told(id, 'sms') }];
  }

  verify(request: HookRequest, line: WhatsappLine): Promise<HookVerdict> {
    const { address } = line;
    const isOurs = (to: string): boolean => !address || sameNumber(`+${bare(to)}`, address);
    return this.messaging.verify(request, plain(line), { at: 'sms', isOurs });
  }

  normalize(envelope: RawEnvelope): Inbound[] {
    return inboundOf(envelope);
  }

  fetchFile(reference: string, line: WhatsappLine, maxBytes: number): Promise<Buffer> {
    return this.clients.file(reference, plain(line), maxBytes);
  }

  /** In as many messages as it takes: each carries one file at most. What was taken is remembered, so that an attempt goes on behind it. */
  async send(outbound: Outbound, line: WhatsappLine): Promise<Sent> {
    const done = await this.parts.of(outbound.messageId);
    const envelope = { to: toOf(outbound), ...this.sender(line) };
    for (const [number, { content, files }] of partsOf(outbound).entries()) {
      if (done.some((one) => one.part === number)) continue;
      const what = { messageId: outbound.messageId, part: number, files };
      const sid = await this.messaging.send(plain(line), what, envelope, content, LIMITS);
      await this.parts.remember(line, outbound, number, sid);
    }
    const [first] = await this.parts.of(outbound.messageId);
    return { externalId: first?.externalId ?? null };
  }

  reconcile(outbound: Outbound, line: WhatsappLine): Promise<{ accepted: string } | 'not-accepted' | 'unknown'> {
    // Of several messages one may be there and the next not: people decide.
    if (partsOf(outbound).length > 1) return Promise.resolve('unknown');
    return this.messaging.reconcile(plain(line), outbound, toOf(outbound));
  }

  async templates(line: WhatsappLine): Promise<MessageTemplate[]> {
    const account = this.accounts.of(plain(line));
    if (!account.sid || account.tokens.length === 0) return [];
    const listed = await this.clients.call(plain(line), (client) =>
      client.content.v1.contentAndApprovals.list({ limit: 500, pageSize: 500 }),
    );
    return listed.flatMap((content) => templateOf(content as unknown as ListedContent) ?? []);
  }

  check(line: WhatsappLine): Promise<CheckStep[]> {
    return this.account.check(plain(line), async () => []);
  }

  /** On the simulated account its customer writes to us. On a real one we write to the administrator, who must have written in the last day. */
  async simulate(line: WhatsappLine, { address, text, name, act, about }: SimulatedWord): Promise<void> {
    const number = international(address);
    if (this.accounts.of(plain(line)).simulated) {
      const from = about?.customer ?? number ?? ANA;
      const media = act === 'picture' ? [SAMPLE_PICTURE] : undefined;
      await this.simulator.write(plain(line), {
        ...this.wordOf(plain(line), text, from),
        name,
        media,
        more: MORE[act ?? 'text']?.(text, about?.externalId),
      });
      return;
    }
    if (!number) throw invalid('address', 'must be your own number with its country code: the test is sent to it');
    const body = 'A test from Frontdesk. Answer this message, and your answer becomes a ticket.';
    try {
      await this.messaging.create(plain(line), { to: addressed(number), ...this.sender(line), body });
    } catch (error) {
      throw new Refusal('not_sent', 422, (error as Error).message);
    }
  }

  acts(line: WhatsappLine): readonly SimulatedAct[] {
    if (!this.accounts.of(plain(line)).simulated) return [];
    return ['text', 'picture', 'location', 'button', 'quote'];
  }

  play(options: PlayOptions): Promise<Simulator> {
    return this.simulator.play('whatsapp', options, (line, text) => this.wordOf(line, text, ANA));
  }

  private wordOf(line: Line, body: string, from: string): CustomerWord {
    const to = addressed(line.address ?? whatsappLine(line).settings.messagingServiceSid ?? '');
    return { url: this.urls.of(line.id, 'sms'), from: addressed(from), to, body, name: 'Ana Souza' };
  }

  private sender({ address, settings }: WhatsappLine): { from: string } | { messagingServiceSid: string } {
    if (settings.messagingServiceSid) return { messagingServiceSid: settings.messagingServiceSid };
    if (address) return { from: addressed(address) };
    throw new SendFailure('permanent', 'This line has no number and no messaging service yet.');
  }
}

const plain = (line: WhatsappLine): Line => line as unknown as Line;

function toOf({ to }: Outbound): string {
  const address = to[0]?.address;
  if (!address) throw new SendFailure('permanent', 'There is nobody to send it to.');
  return addressed(address);
}

interface Part {
  content: Content;
  files: Outbound['files'];
}

function partsOf({ text, files, template, quoted }: Outbound): Part[] {
  if (template) {
    if (!template.id)
      throw new SendFailure('permanent', 'Twilio has no content for this template. Fetch the list again.');
    return [{ content: { contentSid: template.id, contentVariables: contentVariables(template) }, files: [] }];
  }
  const words = cutText(quoted ? afterQuote(quoted.text, text) : text, MAX_TEXT);
  const captioned = files.length > 0 && words.length === 1;
  return [
    ...(captioned ? [] : words.map((body): Part => ({ content: { body }, files: [] }))),
    ...files.map((file, at): Part => ({ content: captioned && at === 0 ? { body: words[0] } : {}, files: [file] })),
  ];
}
