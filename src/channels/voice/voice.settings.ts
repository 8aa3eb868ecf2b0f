import type { Line, SettingsSchema } from '../contract.js';

export interface VoiceSettings {
  account: 'twilio' | 'simulated';
  accountSid: string;
  authToken: string;
  apiKeySid: string;
  apiKeySecret: string;
  language: 'pt' | 'en';
  allowedPrefixes: string[];
  deleteAtProvider: boolean;
}

export type VoiceLine = Omit<Line, 'settings'> & { settings: VoiceSettings };

export const VOICE_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    account: {
      type: 'string',
      title: 'Account',
      description: 'Simulated: calls are placed from this page, and nothing is heard.',
      enum: ['twilio', 'simulated'],
      default: 'twilio',
      group: 'account',
    },
    accountSid: {
      type: 'string',
      title: 'Account SID',
      description: 'Console → Account info. Begins with AC. Of the subaccount, where the number belongs to one.',
      default: '',
      maxLength: 34,
      group: 'account',
    },
    authToken: {
      type: 'string',
      title: 'Auth token',
      description: 'The primary one of the account that owns the number: its webhooks are signed with it.',
      maxLength: 64,
      writeOnly: true,
      group: 'account',
    },
    apiKeySid: {
      type: 'string',
      title: 'API key SID',
      description: 'Lets agents talk in their browsers.',
      default: '',
      maxLength: 34,
      group: 'account',
    },
    apiKeySecret: { type: 'string', title: 'API key secret', maxLength: 64, writeOnly: true, group: 'account' },
    language: {
      type: 'string',
      title: 'Language',
      description: 'Of what is written down about calls, and of the emergency announcement.',
      enum: ['pt', 'en'],
      default: 'pt',
      group: 'calls',
    },
    allowedPrefixes: {
      type: 'array',
      title: 'May be dialled',
      description: 'Beginnings of numbers, such as +55. Empty allows only the country of this number.',
      items: { type: 'string' },
      default: [],
      group: 'calls',
    },
    deleteAtProvider: {
      type: 'boolean',
      title: 'Delete recordings at Twilio',
      description: 'As soon as they are kept here.',
      default: false,
      group: 'calls',
    },
  },
};

const FALLBACKS: VoiceSettings = {
  account: 'twilio',
  accountSid: '',
  authToken: '',
  apiKeySid: '',
  apiKeySecret: '',
  language: 'pt',
  allowedPrefixes: [],
  deleteAtProvider: false,
};

export const settingsOf = (line: Pick<Line, 'settings'>): VoiceSettings => ({ ...FALLBACKS, ...line.settings });

export const isSimulated = (line: Pick<Line, 'settings'>): boolean => settingsOf(line).account === 'simulated';
