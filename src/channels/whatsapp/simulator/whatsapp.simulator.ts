import { Injectable } from '@nestjs/common';
import { international } from '../../../customers/phone.rules.js';
import { Clock } from '../../../platform/clock.js';
import { randomToken, sha256 } from '../../../platform/crypto/tokens.js';
import type { SimulatedWord, Simulator } from '../../contract.js';
import { WORST } from '../../simulated-provider.js';
import { Knocking } from '../../meta/simulator/knocking.js';
import { takesWebhook } from '../../meta/simulator/webhook-line.js';
import type { ListedTemplate } from '../templates.rules.js';
import type { Message, Status } from '../webhook.types.js';
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

  /** What Meta would post, signed, at the same door. */
  async knock(line: WhatsappLine, word: SimulatedWord): Promise<void> {
    const { phoneNumberId } = line.settings;
    const user = word.about?.customer ?? `XX.${Number.parseInt(sha256(word.address).slice(0, 12), 16)}`;
    // Whose number is shown to us; others are known by their id alone.
    const number = word.about ? undefined : international(word.address)?.slice(1);
    const timestamp = String(Math.floor(this.clock.millis() / 1000));
    const { status, ...message } = this.saidIn(word);
    const value = {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: phoneNumberId },
      ...(status
        ? { statuses: [{ ...status, recipient_id: user, timestamp }] }
        : {
            contacts: [{ profile: { name: word.name }, user_id: user, ...(number && { wa_id: number }) }],
            messages: [
              {
                id: `wamid.${randomToken().slice(0, 24)}`,
                from_user_id: user,
                ...(number && { from: number }),
                timestamp,
                ...message,
              },
            ],
          }),
    };
    const webhook = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] };
    await this.door.knock(line, webhook);
  }

  private saidIn({ text, act = 'text', about }: SimulatedWord): Partial<Message> & { status?: Status } {
    const earlier = about?.externalId ?? '';
    switch (act) {
      case 'picture':
        return { type: 'image', image: { id: 'simulated', mime_type: 'image/png', caption: text } };
      case 'location':
        return { type: 'location', location: { latitude: -23.5505, longitude: -46.6333, name: 'Praça da Sé' } };
      case 'contact':
        return {
          type: 'contacts',
          contacts: [{ name: { formatted_name: 'Rui' }, phones: [{ phone: '+5511987650002' }] }],
        };
      case 'button':
        return { type: 'interactive', interactive: { button_reply: { id: 'button', title: text } } };
      case 'quote':
        return { type: 'text', text: { body: text }, context: { id: earlier } };
      case 'reaction':
        return { type: 'reaction', reaction: { message_id: earlier, emoji: '❤️' } };
      case 'edit':
        return {
          type: 'edit',
          edit: { original_message_id: earlier, message: { type: 'text', text: { body: text } } as Message },
        };
      case 'unsend':
        return { type: 'revoke', revoke: { original_message_id: earlier } };
      case 'delivered':
      case 'read':
        return { status: { id: earlier, status: act } };
      case 'failed':
        return {
          status: { id: earlier, status: 'failed', errors: [{ code: 131026, title: 'Message undeliverable' }] },
        };
      default:
        return { type: 'text', text: { body: text } };
    }
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
