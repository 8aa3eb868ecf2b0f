import type {
  CheckStep,
  HookRequest,
  HookVerdict,
  Inbound,
  MessageTemplate,
  Outbound,
  RawEnvelope,
  Sent,
  SimulatedAct,
  SimulatedWord,
  Simulator,
  WebhookUrl,
} from '../contract.js';
import type { WhatsappLine } from './whatsapp.settings.js';

export interface PlayOptions {
  port: number;
  worst: boolean;
  tell(line: string): void;
}

/** Through whom a line reaches WhatsApp: Meta itself, or somebody between. To agents all are the same. */
export interface WhatsappRoute {
  webhooks(line: Pick<WhatsappLine, 'id'>): WebhookUrl[];
  verify(request: HookRequest, line: WhatsappLine): HookVerdict | Promise<HookVerdict>;
  normalize(envelope: RawEnvelope, line: WhatsappLine): Inbound[];
  fetchFile(reference: string, line: WhatsappLine, maxBytes: number): Promise<Buffer>;
  send(outbound: Outbound, line: WhatsappLine): Promise<Sent>;
  reconcile(outbound: Outbound, line: WhatsappLine): Promise<{ accepted: string } | 'not-accepted' | 'unknown'>;
  templates(line: WhatsappLine): Promise<MessageTemplate[]>;
  check(line: WhatsappLine): Promise<CheckStep[]>;
  simulate(line: WhatsappLine, what: SimulatedWord): Promise<void>;
  acts(line: WhatsappLine): readonly SimulatedAct[];
  play(options: PlayOptions): Promise<Simulator>;
}
