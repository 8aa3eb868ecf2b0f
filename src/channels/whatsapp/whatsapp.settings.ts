import type { Line, SettingsSchema } from '../contract.js';
import type { GraphAccount } from '../meta/graph.js';

export interface WhatsappSettings {
  phoneNumberId?: string;
  accountId?: string;
  token?: string;
  appSecret?: string;
  verifyToken?: string;
  apiUrl?: string;
}

export type WhatsappLine = Line<WhatsappSettings>;

const text = (title: string, group: string, description: string) => ({
  type: 'string' as const,
  title,
  description,
  maxLength: 500,
  group,
});

export const WHATSAPP_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    phoneNumberId: text('Phone number ID', 'sign-in', 'Meta: WhatsApp → API Setup. Not the number itself.'),
    accountId: text('Business account ID', 'sign-in', 'Meta: WhatsApp → API Setup. Needed for templates.'),
    token: {
      ...text(
        'Access token',
        'sign-in',
        'Of a system user, with whatsapp_business_messaging and whatsapp_business_management.',
      ),
      writeOnly: true,
    },
    apiUrl: {
      ...text('Graph API', 'sign-in', 'Only to try the line with a simulated one. Empty: Meta’s.'),
      format: 'uri',
    },
    appSecret: {
      ...text('App secret', 'security', 'Meta: App settings → Basic. It proves that webhooks are Meta’s.'),
      writeOnly: true,
    },
    verifyToken: text('Verify token', 'security', 'Any words. Enter the same at Meta beside the webhook’s address.'),
  },
};

export const whatsappLine = (line: Line): WhatsappLine => line as unknown as WhatsappLine;

export const accountOf = ({ settings }: WhatsappLine): GraphAccount => ({
  token: settings.token ?? '',
  apiUrl: settings.apiUrl,
});
