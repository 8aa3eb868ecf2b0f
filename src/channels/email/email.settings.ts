import type { Line, SettingsSchema } from '../contract.js';

/** What one mail inbox can be told. Everything is optional: an address alone receives and answers into the outbox. */
export interface EmailSettings {
  fromName?: string;
  agentNames?: boolean;
  signature?: string;
  acknowledge?: boolean;
  acknowledgement?: string;
  smtpHost?: string;
  smtpPort?: number;
  smtpSecurity?: Security;
  smtpUser?: string;
  smtpPassword?: string;
  imapHost?: string;
  imapPort?: number;
  imapSecurity?: Security;
  imapUser?: string;
  imapPassword?: string;
  imapFolder?: string;
  signIn?: SignIn;
  oauthClientId?: string;
  oauthClientSecret?: string;
  oauthRefreshToken?: string;
  oauthTenant?: string;
  trustedAuthserv?: string;
  hookSecret?: string;
  plusAddresses?: boolean;
  language?: MailLanguage;
}

/** `starttls` fails where the server does not offer it: no silent fall back to clear text. */
export type Security = 'tls' | 'starttls' | 'none';
export type MailLanguage = 'en' | 'pt-BR';
export type SignIn = 'password' | 'google' | 'microsoft';

export type EmailLine = Line<EmailSettings>;

const SECURITY = ['tls', 'starttls', 'none'];
const text = (title: string, group: string, more: object = {}) => ({
  type: 'string' as const,
  title,
  group,
  maxLength: 254,
  ...more,
});
const secret = (title: string, group: string) => ({
  type: 'string' as const,
  title,
  group,
  maxLength: 4_000,
  writeOnly: true,
});
const port = (title: string, group: string, fallback: number) => ({
  type: 'integer' as const,
  title,
  group,
  minimum: 1,
  maximum: 65_535,
  default: fallback,
});

export const EMAIL_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    fromName: text('Sender name', 'identity', { description: 'What customers see before the address.' }),
    agentNames: { type: 'boolean', title: 'Show who answers', group: 'identity', default: true },
    language: text('Language of automatic texts', 'identity', { enum: ['en', 'pt-BR'], default: 'en' }),
    signature: text('Signature', 'identity', { format: 'multiline', maxLength: 5_000 }),
    acknowledge: {
      type: 'boolean',
      title: 'Acknowledge new requests automatically',
      description: 'Once for each sender and day, and never to another machine.',
      group: 'acknowledgement',
      default: false,
    },
    acknowledgement: text('Text of the acknowledgement', 'acknowledgement', { format: 'multiline', maxLength: 5_000 }),
    plusAddresses: {
      type: 'boolean',
      title: 'Use name+token addresses',
      description:
        'Your mail server delivers support+anything@ to support@. Answers and bounces are then matched for certain.',
      group: 'sending',
      default: true,
    },
    smtpHost: text('Server for sending', 'sending', {
      description: 'Empty: replies are kept in the built-in outbox, where you can read them.',
      format: 'hostname',
    }),
    smtpPort: port('Port', 'sending', 587),
    smtpSecurity: text('Encryption', 'sending', { enum: SECURITY, default: 'starttls' }),
    smtpUser: text('User', 'sending'),
    smtpPassword: secret('Password', 'sending'),
    imapHost: text('Server to fetch from', 'fetching', {
      description: 'Empty: mail comes to the built-in receiver or the webhook.',
      format: 'hostname',
    }),
    imapPort: port('Port', 'fetching', 993),
    imapSecurity: text('Encryption', 'fetching', { enum: SECURITY, default: 'tls' }),
    imapUser: text('User', 'fetching'),
    imapPassword: secret('Password', 'fetching'),
    imapFolder: text('Folder', 'fetching', { default: 'INBOX' }),
    signIn: text('Sign in with', 'sign-in', { enum: ['password', 'google', 'microsoft'], default: 'password' }),
    oauthClientId: text('OAuth client id', 'sign-in', {
      description: 'Of the application that you registered yourself.',
    }),
    oauthClientSecret: secret('OAuth client secret', 'sign-in'),
    oauthRefreshToken: secret('OAuth refresh token', 'sign-in'),
    oauthTenant: text('Microsoft tenant', 'sign-in', { default: 'common' }),
    trustedAuthserv: text('Trusted authentication server', 'security', {
      description: 'The name your own mail server writes into Authentication-Results. All others are ignored.',
    }),
    hookSecret: secret('Webhook secret', 'security'),
  },
};

/** The schema was checked when the settings were stored; here they only get their type. */
export const emailLine = (line: Line): EmailLine => line as EmailLine;

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
