import type { Line, SettingsSchema } from '../contract.js';
import { COUNTRY_RULE, RECORDING_MODES, recordingMode, type RecordingMode } from './recording.rules.js';
import { TWILIO_ACCOUNT, type TwilioAccountSettings } from '../twilio/account.settings.js';

export interface VoiceSettings extends TwilioAccountSettings {
  apiKeySid: string;
  apiKeySecret: string;
  language: 'pt' | 'en';
  allowedPrefixes: string[];
  prices: string[];
  recording: RecordingMode;
  recordingByCountry: string[];
  deleteAtProvider: boolean;
  transcripts: 'none' | 'provider' | 'service';
  transcriptUrl: string;
  transcriptKey: string;
  transcriptModel: string;
  keepAtLeastDays: number;
  keepRecordingsDays: number;
}

export type VoiceLine = Omit<Line, 'settings'> & { settings: VoiceSettings };

export const VOICE_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    ...TWILIO_ACCOUNT,
    apiKeySid: {
      type: 'string',
      title: 'API key SID',
      description: 'Lets agents talk in their browsers.',
      default: '',
      maxLength: 34,
      group: 'account',
      when: { account: 'twilio' },
    },
    apiKeySecret: {
      type: 'string',
      title: 'API key secret',
      maxLength: 64,
      writeOnly: true,
      group: 'account',
      when: { account: 'twilio' },
    },
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
    prices: {
      type: 'array',
      title: 'Prices',
      description:
        'What a minute costs by the beginning of the number, such as +55=0.12, for the limits of extensions. What is not named counts as 0.50.',
      items: { type: 'string' },
      default: [],
      group: 'calls',
    },
    recording: {
      type: 'string',
      title: 'Recording',
      description: 'Of calls that you make, and of callers at a notice that goes by country.',
      enum: [...RECORDING_MODES],
      default: 'none',
      group: 'recordings',
    },
    recordingByCountry: {
      type: 'array',
      title: 'Recording by country',
      description: 'Beginnings of numbers and what holds for them, such as +49=opt-in, +44=notice or +33=none.',
      items: { type: 'string', pattern: COUNTRY_RULE },
      default: [],
      group: 'recordings',
    },
    keepAtLeastDays: {
      type: 'integer',
      title: 'Keep at least, in days',
      description: 'Before that nobody can delete one. In Brazil regulated services keep them for 90 days.',
      minimum: 0,
      maximum: 3650,
      default: 0,
      group: 'recordings',
    },
    keepRecordingsDays: {
      type: 'integer',
      title: 'Delete after, in days',
      description: '0 keeps them. What was written down of them goes with them.',
      minimum: 0,
      maximum: 3650,
      default: 0,
      group: 'recordings',
    },
    deleteAtProvider: {
      type: 'boolean',
      title: 'Delete recordings at Twilio',
      description: 'As soon as they are kept here.',
      default: false,
      group: 'recordings',
    },
    transcripts: {
      type: 'string',
      title: 'Transcripts',
      description: 'Of what is recorded: written along by the provider, or by a service of yours.',
      enum: ['none', 'provider', 'service'],
      default: 'provider',
      group: 'recordings',
    },
    transcriptUrl: {
      type: 'string',
      title: 'Address of the service',
      description: 'That takes a file as /v1/audio/transcriptions does.',
      format: 'uri',
      default: '',
      group: 'recordings',
      when: { transcripts: 'service' },
    },
    transcriptModel: {
      type: 'string',
      title: 'Model of the service',
      default: '',
      maxLength: 100,
      group: 'recordings',
      when: { transcripts: 'service' },
    },
    transcriptKey: {
      type: 'string',
      title: 'Key of the service',
      maxLength: 300,
      writeOnly: true,
      group: 'recordings',
      when: { transcripts: 'service' },
    },
  },
};

const FALLBACKS: VoiceSettings = {
  apiKeySid: '',
  apiKeySecret: '',
  language: 'pt',
  allowedPrefixes: [],
  prices: [],
  recording: 'none',
  recordingByCountry: [],
  deleteAtProvider: false,
  transcripts: 'provider',
  transcriptUrl: '',
  transcriptKey: '',
  transcriptModel: '',
  keepAtLeastDays: 0,
  keepRecordingsDays: 0,
};

export const settingsOf = (line: Pick<Line, 'settings'>): VoiceSettings => ({ ...FALLBACKS, ...line.settings });

export const isSimulated = (line: Pick<Line, 'settings'>): boolean => settingsOf(line).account === 'simulated';

/** Whether a call with this number is recorded, and how they learn of it. */
export function recordingOf(line: Pick<Line, 'settings'>, number: string): RecordingMode {
  const { recording, recordingByCountry } = settingsOf(line);
  return recordingMode(number, recordingByCountry, recording);
}
