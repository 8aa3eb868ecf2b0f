import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config.js';
import {
  FileGone,
  SIMULATED_ACTS,
  type CheckStep,
  type HookRequest,
  type HookVerdict,
  type Inbound,
  type MessageTemplate,
  type Outbound,
  type RawEnvelope,
  type Sent,
  type Simulator,
  type WebhookUrl,
  type SimulatedAct,
  type SimulatedWord,
} from '../contract.js';
import { AppSecrets } from '../meta/app-secrets.service.js';
import { accountOf } from '../meta/app.settings.js';
import { Graph, GraphError } from '../meta/graph.js';
import { verifyMeta } from '../meta/signature.js';
import { inboundOf, saidBy } from './inbound.rules.js';
import type { PlayOptions, WhatsappRoute } from './route.js';
import { WhatsappSimulator } from './simulator/whatsapp.simulator.js';
import { templateOf, type ListedTemplate } from './templates.rules.js';
import { WhatsappCheck } from './whatsapp-check.service.js';
import { WhatsappSender } from './whatsapp.sender.js';
import type { WhatsappLine } from './whatsapp.settings.js';

const FIELDS = 'name,language,category,status,rejected_reason,components';

/** Meta's Cloud API, without anybody between. */
@Injectable()
export class CloudRoute implements WhatsappRoute {
  constructor(
    private readonly graph: Graph,
    private readonly sender: WhatsappSender,
    private readonly checker: WhatsappCheck,
    private readonly simulator: WhatsappSimulator,
    private readonly secrets: AppSecrets,
    private readonly config: Config,
  ) {}

  webhooks({ id }: Pick<WhatsappLine, 'id'>): WebhookUrl[] {
    return [{ name: 'Webhook', url: `${this.config.publicUrl}/hooks/meta/${id}` }];
  }

  verify(request: HookRequest, line: WhatsappLine): HookVerdict {
    return verifyMeta(request, this.secrets.of(line), line.settings.verifyToken, saidBy);
  }

  normalize(envelope: RawEnvelope, { settings }: WhatsappLine): Inbound[] {
    return inboundOf(envelope, settings.phoneNumberId);
  }

  /** By its id: an address that holds for minutes, which asks for the token. */
  async fetchFile(reference: string, { settings }: WhatsappLine, maxBytes: number): Promise<Buffer> {
    const account = accountOf(settings);
    try {
      const { url } = await this.graph.get<{ url: string }>(account, encodeURIComponent(reference));
      return await this.graph.download(account, url, maxBytes);
    } catch (error) {
      const gone = error instanceof GraphError && (error.status === 404 || error.code === 100);
      throw gone ? new FileGone('WhatsApp keeps this file no more.') : error;
    }
  }

  send(outbound: Outbound, line: WhatsappLine): Promise<Sent> {
    return this.sender.send(outbound, line);
  }

  /** There is nobody to ask: a status that names our own id settles it. */
  reconcile(): Promise<'unknown'> {
    return Promise.resolve('unknown');
  }

  async templates({ settings }: WhatsappLine): Promise<MessageTemplate[]> {
    const { accountId, token } = settings;
    if (!accountId || !token) return [];
    const path = `${encodeURIComponent(accountId)}/message_templates?fields=${FIELDS}&limit=200`;
    const { data } = await this.graph.get<{ data: ListedTemplate[] }>(accountOf(settings), path);
    return data.map(templateOf);
  }

  check(line: WhatsappLine): Promise<CheckStep[]> {
    return this.checker.check(line);
  }

  simulate(line: WhatsappLine, what: SimulatedWord): Promise<void> {
    return this.simulator.knock(line, what);
  }

  acts({ settings }: WhatsappLine): readonly SimulatedAct[] {
    return settings.simulated ? SIMULATED_ACTS.filter((act) => act !== 'comment' && act !== 'mention') : [];
  }

  play(options: PlayOptions): Promise<Simulator> {
    return this.simulator.open(options);
  }
}
