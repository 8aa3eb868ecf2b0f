import type { Line, SettingsProperty, SettingsSchema } from '../contract.js';
import { APP_SECURITY, GRAPH_URL, metaText, type AppSettings } from '../meta/app.settings.js';
import { TWILIO_ACCOUNT, type TwilioAccountSettings } from '../twilio/account.settings.js';

export interface WhatsappSettings extends AppSettings, TwilioAccountSettings {
  provider?: 'meta' | 'twilio';
  phoneNumberId?: string;
  accountId?: string;
  messagingServiceSid?: string;
}

export type WhatsappLine = Line<WhatsappSettings>;

/** Shown only where the line goes through this provider. */
const only = (
  provider: 'meta' | 'twilio',
  properties: Record<string, SettingsProperty>,
): Record<string, SettingsProperty> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, { ...one, when: { ...one.when, provider } }]),
  );

const onlyReal = (properties: Record<string, SettingsProperty>): Record<string, SettingsProperty> =>
  Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, { ...one, when: { simulated: false } }]));

export const WHATSAPP_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    provider: {
      type: 'string',
      title: 'Through',
      description: 'Meta’s Cloud API, without anybody between; or a Twilio account.',
      enum: ['meta', 'twilio'],
      default: 'meta',
      group: 'sign-in',
    },
    ...only('meta', {
      simulated: {
        type: 'boolean',
        title: 'Simulated',
        description: 'Nothing leaves this server, and you write as a customer from here.',
        default: false,
        group: 'sign-in',
      },
    }),
    ...only(
      'meta',
      onlyReal({
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
      }),
    ),
    ...only('twilio', {
      ...TWILIO_ACCOUNT,
      messagingServiceSid: {
        type: 'string',
        title: 'Messaging service',
        description: 'Begins with MG. Empty: messages leave from the number of this line.',
        maxLength: 34,
        group: 'sending',
      },
    }),
  },
};

export const whatsappLine = (line: Line): WhatsappLine => line as unknown as WhatsappLine;
