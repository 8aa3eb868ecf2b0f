import type { Line, SettingsSchema } from '../contract.js';

export interface VoiceSettings {
  simulated: boolean;
  accountSid: string;
  authToken: string;
  apiKeySid: string;
  apiKeySecret: string;
  language: 'pt' | 'en';
  allowedPrefixes: string[];
  deleteAtProvider: boolean;
}

export type VoiceLine = Omit<Line, 'settings'> & { settings: VoiceSettings };

const ACCOUNT = 'Twilio account';
const CALLS = 'Calls';

export const VOICE_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    simulated: {
      type: 'boolean',
      title: 'Simulated',
      description: 'Needs no account: calls are placed from this page, and nothing is heard.',
      default: false,
      group: ACCOUNT,
    },
    accountSid: { type: 'string', title: 'Account SID', default: '', maxLength: 34, group: ACCOUNT },
    authToken: {
      type: 'string',
      title: 'Auth token',
      description: 'The primary one of the account that owns the number: its webhooks are signed with it.',
      maxLength: 64,
      writeOnly: true,
      group: ACCOUNT,
    },
    apiKeySid: {
      type: 'string',
      title: 'API key SID',
      description: 'Lets agents talk in their browsers.',
      default: '',
      maxLength: 34,
      group: ACCOUNT,
    },
    apiKeySecret: { type: 'string', title: 'API key secret', maxLength: 64, writeOnly: true, group: ACCOUNT },
    language: {
      type: 'string',
      title: 'Language',
      description: 'Of what is written down about calls, and of the emergency announcement.',
      enum: ['pt', 'en'],
      default: 'pt',
      group: CALLS,
    },
    allowedPrefixes: {
      type: 'array',
      title: 'May be dialled',
      description: 'Beginnings of numbers, such as +55. Empty allows only the country of this number.',
      items: { type: 'string' },
      default: [],
      group: CALLS,
    },
    deleteAtProvider: {
      type: 'boolean',
      title: 'Delete recordings at Twilio',
      description: 'As soon as they are kept here.',
      default: false,
      group: CALLS,
    },
  },
};

const FALLBACKS: VoiceSettings = {
  simulated: false,
  accountSid: '',
  authToken: '',
  apiKeySid: '',
  apiKeySecret: '',
  language: 'pt',
  allowedPrefixes: [],
  deleteAtProvider: false,
};

export const settingsOf = (line: Pick<Line, 'settings'>): VoiceSettings => ({ ...FALLBACKS, ...line.settings });
