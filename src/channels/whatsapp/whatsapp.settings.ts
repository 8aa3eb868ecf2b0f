import type { Line, SettingsSchema } from '../contract.js';
import { APP_SECURITY, GRAPH_URL, metaText, type AppSettings } from '../meta/app.settings.js';

export interface WhatsappSettings extends AppSettings {
  phoneNumberId?: string;
  accountId?: string;
}

export type WhatsappLine = Line<WhatsappSettings>;

export const WHATSAPP_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    phoneNumberId: metaText('Phone number ID', 'sign-in', 'Meta: WhatsApp → API Setup. Not the number itself.'),
    accountId: metaText('Business account ID', 'sign-in', 'Meta: WhatsApp → API Setup. Needed for templates.'),
    token: {
      ...metaText(
        'Access token',
        'sign-in',
        'Of a system user, with whatsapp_business_messaging and whatsapp_business_management.',
      ),
      writeOnly: true,
    },
    ...GRAPH_URL,
    ...APP_SECURITY,
  },
};

export const whatsappLine = (line: Line): WhatsappLine => line as unknown as WhatsappLine;
