import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { randomToken, sha256 } from '../../../platform/crypto/tokens.js';
import type { Simulator } from '../../contract.js';
import { WORST } from '../../simulated-provider.js';
import { Knocking } from '../../meta/simulator/knocking.js';
import { takesWebhook } from '../../meta/simulator/webhook-line.js';
import type { ListedTemplate } from '../templates.rules.js';
import type { WhatsappLine } from '../whatsapp.settings.js';
import { CloudApiServer, type Customer, type SentMessage } from './cloud-api.server.js';

const SIMULATED = {
  token: 'simulated-token',
  appSecret: 'simulated-app-secret',
  phoneNumberId: '5500001',
  accountId: '5500002',
};
const TEMPLATES: ListedTemplate[] = [
  {
    name: 'visit_reminder',
    language: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Your visit' },
      {
        type: 'BODY',
        text: 'Hello {{1}}, our technician comes on {{2}}. Answer here if that does not suit you.',
        example: { body_text: [['Ana', 'Monday at 9']] },
      },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'That suits me' }] },
    ],
  },
  {
    name: 'retomar_contato',
    language: 'pt_BR',
    category: 'UTILITY',
    status: 'APPROVED',
    components: [
      {
        type: 'BODY',
        text: 'Olá {{1}}, podemos continuar seu atendimento sobre {{2}}?',
        example: { body_text: [['Ana', 'o roteador']] },
      },
    ],
  },
  { name: 'spring_offer', language: 'en', category: 'MARKETING', status: 'PENDING', components: [] },
];
const ANA: Customer = { wa_id: '5511987650001', user_id: 'BR.5500003', name: 'Ana Souza' };

@Injectable()
export class WhatsappSimulator {
  constructor(
    private readonly door: Knocking,
    private readonly clock: Clock,
  ) {}

  /** "Send yourself a test": what Meta would post, signed, at the same door. */
  async knock(
    line: WhatsappLine,
    { name, address, text }: { name: string; address: string; text: string },
  ): Promise<void> {
    const { phoneNumberId } = line.settings;
    const user = `XX.${Number.parseInt(sha256(address).slice(0, 12), 16)}`;
    const message = {
      id: `wamid.${randomToken().slice(0, 24)}`,
      from_user_id: user,
      type: 'text',
      text: { body: text },
    };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: phoneNumberId },
      contacts: [{ profile: { name }, user_id: user }],
      messages: [{ ...message, timestamp: String(Math.floor(this.clock.millis() / 1000)) }],
    };
    const webhook = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] };
    await this.door.knock(line, webhook);
  }

  async open({ port, worst, tell }: { port: number; worst: boolean; tell(line: string): void }): Promise<Simulator> {
    const told = (sent: SentMessage): void => tell(`→ ${wordsOf(sent)}`);
    const api = await CloudApiServer.open({ ...SIMULATED, port, nowMs: () => this.clock.millis(), tell: told });
    api.templates = TEMPLATES;
    if (worst) Object.assign(api.modes, WORST);
    const { token, appSecret, phoneNumberId, accountId } = SIMULATED;
    return {
      hint: `Graph API: ${api.url}   access token: ${token}   app secret: ${appSecret}   phone number ID: ${phoneNumberId}   business account ID: ${accountId}
Enter them in the line's settings; start the desk with EGRESS_ALLOW=127.0.0.1. Then write here: first the line's webhook (its page shows it), then what the customer says.`,
      say: async (text) => {
        if (takesWebhook(api, text)) return tell('Webhooks go there.');
        api.says(ANA, text);
        await api.deliver();
      },
      close: () => api.close(),
    };
  }
}

function wordsOf({ type, body }: SentMessage): string {
  const text = (body.text as { body?: string } | undefined)?.body;
  if (text) return text;
  const content = body[type] as { caption?: string; name?: string } | undefined;
  return `[${type}] ${content?.caption ?? content?.name ?? ''}`.trim();
}
