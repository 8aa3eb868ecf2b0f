import type { Line, SettingsSchema } from '../contract.js';
import { TWILIO_ACCOUNT, type TwilioAccountSettings } from '../twilio/account.settings.js';

export const SMS_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    ...TWILIO_ACCOUNT,
    messagingServiceSid: {
      type: 'string',
      title: 'Messaging service',
      description: 'Begins with MG. Empty: messages leave from the number of this line.',
      maxLength: 34,
      group: 'sending',
    },
    smartEncoded: {
      type: 'boolean',
      title: 'Replace typographic characters',
      description: 'Quotes and dashes that would make the whole text more than twice as dear become plain ones.',
      default: true,
      group: 'sending',
    },
    pricePerSegment: {
      type: 'number',
      title: 'Price of a segment',
      description: 'What you pay for each. Shown while writing; empty shows the count alone.',
      minimum: 0,
      group: 'sending',
    },
    currency: { type: 'string', title: 'Currency', default: 'USD', maxLength: 3, group: 'sending' },
    stopWords: {
      type: 'array',
      items: { type: 'string' },
      title: 'Further words that mean “no more”',
      description: 'Beside STOP, PARAR, SAIR, CANCELAR and the like. Only where they are the whole message.',
      default: [],
      group: 'sending',
    },
  },
};

export interface SmsSettings extends TwilioAccountSettings {
  messagingServiceSid?: string;
  smartEncoded: boolean;
  stopWords: string[];
}

export const smsLine = (line: Line): Line<SmsSettings> => line as unknown as Line<SmsSettings>;
