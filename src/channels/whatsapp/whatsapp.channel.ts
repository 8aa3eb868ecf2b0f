import { Injectable } from '@nestjs/common';
import { international } from '../../customers/phone.rules.js';
import { invalid } from '../../platform/http/refusal.js';
import type {
  Abilities,
  ChannelAdapter,
  CheckStep,
  HookRequest,
  HookVerdict,
  Inbound,
  Line,
  MessageTemplate,
  Outbound,
  RawEnvelope,
  Sent,
  SimulatedAct,
  SimulatedWord,
  Simulator,
  WebhookUrl,
} from '../contract.js';
import { InboxesService } from '../inboxes.service.js';
import { CloudRoute } from './cloud.route.js';
import { MAX_TEXT } from './outbound.rules.js';
import type { PlayOptions, WhatsappRoute } from './route.js';
import { THROUGH_TWILIO, TwilioRoute } from './twilio/twilio.route.js';
import { WHATSAPP_SETTINGS, whatsappLine } from './whatsapp.settings.js';

const MB = 1024 * 1024;

/** Nothing is wrong with it; but nobody should look in vain for the line where a conversation is begun. */
const ONLY_ANSWERS: CheckStep = {
  name: 'begin',
  ok: true,
  unchecked: true,
  detail: 'The line has no number of its own: only customers who have written here can be written to.',
  hint: 'Enter its number below. Then a conversation can begin with everybody whose number you know.',
  words: { code: 'no-number' },
};

/** WhatsApp, by Meta's Cloud API or through Twilio: one face for both. */
@Injectable()
export class WhatsappChannel implements ChannelAdapter {
  readonly kind = 'whatsapp';
  readonly name = 'WhatsApp';
  readonly settings = WHATSAPP_SETTINGS;
  readonly hooks = ['meta', 'twilio'];
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: {
      inbound: true,
      outbound: true,
      // What is too large for a picture, a film or a sound goes as a document.
      maxBytes: 100 * MB,
      maxCount: 10,
      bySettings: [{ when: { provider: 'twilio' }, ...THROUGH_TWILIO }],
    },
    receipts: ['delivered', 'read'],
    replyWindowHours: 24,
    typing: false,
    calls: false,
    threads: false,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 0,
    quoting: true,
    maxText: MAX_TEXT,
    // Of a number as it is at first; numbers that share with a phone are told off by error 130429, which is honoured.
    budget: { perSecond: 80, burst: 80 },
  };

  constructor(
    private readonly cloud: CloudRoute,
    private readonly twilio: TwilioRoute,
    private readonly inboxes: InboxesService,
  ) {}

  address(given: string | undefined): string | null {
    if (!given?.trim()) return null;
    const number = international(given);
    if (!number) throw invalid('address', 'must be a number with country code, such as +5511987654321');
    return number;
  }

  webhooks(_base: string, line: Pick<Line, 'id' | 'settings'>): WebhookUrl[] {
    return this.by(line).webhooks(line);
  }

  verify(request: HookRequest, line: Line): HookVerdict | Promise<HookVerdict> {
    return this.by(line).verify(request, whatsappLine(line));
  }

  normalize(envelope: RawEnvelope, line: Line): Inbound[] {
    return this.by(line).normalize(envelope, whatsappLine(line));
  }

  fetchFile(reference: string, line: Line, maxBytes: number): Promise<Buffer> {
    return this.by(line).fetchFile(reference, whatsappLine(line), maxBytes);
  }

  send(outbound: Outbound, line: Line): Promise<Sent> {
    return this.by(line).send(outbound, whatsappLine(line));
  }

  reconcile(outbound: Outbound, line: Line): Promise<{ accepted: string } | 'not-accepted' | 'unknown'> {
    return this.by(line).reconcile(outbound, whatsappLine(line));
  }

  templates(line: Line): Promise<MessageTemplate[]> {
    return this.by(line).templates(whatsappLine(line));
  }

  async check(line: Line): Promise<CheckStep[]> {
    const steps = await this.by(line).check(whatsappLine(line));
    return line.address ? steps : [...steps, ONLY_ANSWERS];
  }

  simulate(line: Line, what: SimulatedWord): Promise<void> {
    return this.by(line).simulate(whatsappLine(line), what);
  }

  acts(line: Line): readonly SimulatedAct[] {
    return this.by(line).acts(whatsappLine(line));
  }

  /** Whoever the lines of this desk go through; Meta, where there are none or both. */
  async playProvider(options: PlayOptions): Promise<Simulator> {
    const lines = await this.inboxes.activeLines(this.kind);
    const route = lines.length > 0 && lines.every((line) => this.by(line) === this.twilio) ? this.twilio : this.cloud;
    return route.play(options);
  }

  private by({ settings }: Pick<Line, 'settings'>): WhatsappRoute {
    return settings.provider === 'twilio' ? this.twilio : this.cloud;
  }
}
