import { Injectable } from '@nestjs/common';
import { international } from '../../customers/phone.rules.js';
import { invalid } from '../../platform/http/refusal.js';
import {
  FileGone,
  type Abilities,
  type ChannelAdapter,
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
} from '../contract.js';
import { Graph, GraphError } from '../meta/graph.js';
import { accountOf } from '../meta/app.settings.js';
import { verifyMeta } from '../meta/signature.js';
import { inboundOf } from './inbound.rules.js';
import { MAX_TEXT } from './outbound.rules.js';
import { templateOf, type ListedTemplate } from './templates.rules.js';
import { WhatsappSimulator } from './simulator/whatsapp.simulator.js';
import { WhatsappCheck } from './whatsapp-check.service.js';
import { WhatsappSender } from './whatsapp.sender.js';
import { WHATSAPP_SETTINGS, whatsappLine } from './whatsapp.settings.js';

const MB = 1024 * 1024;
const FIELDS = 'name,language,category,status,components';

/** WhatsApp by Meta's Cloud API, without anybody between. */
@Injectable()
export class WhatsappChannel implements ChannelAdapter {
  readonly kind = 'whatsapp';
  readonly name = 'WhatsApp';
  readonly settings = WHATSAPP_SETTINGS;
  readonly hooks = ['meta'];
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: true, outbound: true, maxBytes: 100 * MB, maxCount: 10 },
    receipts: ['delivered', 'read'],
    replyWindowHours: 24,
    typing: false,
    calls: false,
    threads: false,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 0,
    maxText: MAX_TEXT,
    // Of a number as it is at first; numbers that share with a phone are told off by error 130429, which is honoured.
    budget: { perSecond: 80, burst: 80 },
  };

  constructor(
    private readonly graph: Graph,
    private readonly sender: WhatsappSender,
    private readonly checker: WhatsappCheck,
    private readonly simulator: WhatsappSimulator,
  ) {}

  address(given: string | undefined): string | null {
    if (!given?.trim()) return null;
    const number = international(given);
    if (!number) throw invalid('address', 'must be a number with country code, such as +5511987654321');
    return number;
  }

  verify(request: HookRequest, line: Line): HookVerdict {
    return verifyMeta(request, whatsappLine(line).settings);
  }

  normalize(envelope: RawEnvelope, line: Line): Inbound[] {
    return inboundOf(envelope, whatsappLine(line).settings.phoneNumberId);
  }

  /** By its id: an address that holds for minutes, which asks for the token. */
  async fetchFile(reference: string, line: Line, maxBytes: number): Promise<Buffer> {
    const account = accountOf(whatsappLine(line).settings);
    try {
      const { url } = await this.graph.get<{ url: string }>(account, encodeURIComponent(reference));
      return await this.graph.download(account, url, maxBytes);
    } catch (error) {
      const gone = error instanceof GraphError && (error.status === 404 || error.code === 100);
      throw gone ? new FileGone('WhatsApp keeps this file no more.') : error;
    }
  }

  send(outbound: Outbound, line: Line): Promise<Sent> {
    return this.sender.send(outbound, whatsappLine(line));
  }

  async templates(line: Line): Promise<MessageTemplate[]> {
    const { accountId, token } = whatsappLine(line).settings;
    if (!accountId || !token) return [];
    const { data } = await this.graph.get<{ data: ListedTemplate[] }>(
      accountOf(whatsappLine(line).settings),
      `${encodeURIComponent(accountId)}/message_templates?fields=${FIELDS}&limit=200`,
    );
    return data.map(templateOf);
  }

  check(line: Line): Promise<CheckStep[]> {
    return this.checker.check(whatsappLine(line));
  }

  simulate(line: Line, what: { name: string; address: string; text: string }): Promise<void> {
    return this.simulator.knock(whatsappLine(line), what);
  }

  playProvider(options: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    return this.simulator.open(options);
  }
}
