import type { Line, SettingsSchema } from '../contract.js';

export interface ApiSettings {
  /** Where what agents write is delivered; empty: nothing can be sent. */
  url?: string;
  secret: string;
  /** Still believed, and still signed with, while the other side changes to the new one. */
  previousSecret?: string;
}

export type ApiLine = Line<ApiSettings>;

export const API_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    url: {
      type: 'string',
      title: 'Your address for what agents write',
      description: 'Each answer is posted there, signed. https, and reachable from this server.',
      format: 'uri',
      maxLength: 1000,
      group: 'sending',
    },
    secret: {
      type: 'string',
      title: 'Signing secret',
      description: 'Both sides sign with it. It is made with the line and shown once.',
      writeOnly: true,
      maxLength: 200,
      group: 'security',
    },
    previousSecret: {
      type: 'string',
      title: 'Earlier signing secret',
      description: 'Believed beside the new one, so that nothing is lost while you change it.',
      writeOnly: true,
      maxLength: 200,
      group: 'security',
    },
  },
};

export const apiLine = (line: Line): ApiLine => line as unknown as ApiLine;

/** The one we sign with first, then the one that is on its way out. */
export const secretsOf = ({ settings }: ApiLine): string[] =>
  [settings.secret, settings.previousSecret].filter((secret): secret is string => Boolean(secret));
