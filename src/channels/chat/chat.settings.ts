import type { SettingsSchema } from '../contract.js';

export interface ChatSettings {
  team: string;
  greeting: string;
  color: string;
  position: 'right' | 'left';
  theme: 'auto' | 'light' | 'dark';
  language: 'auto' | 'en' | 'pt-BR';
  askEmail: boolean;
  allowedOrigins: string[];
  requireIdentity: boolean;
  forCustomers: boolean;
  identitySecret: string;
}

const LOOK = 'Look';
const PEOPLE = 'Visitors';

export const CHAT_SETTINGS: SettingsSchema = {
  type: 'object',
  properties: {
    team: {
      type: 'string',
      title: 'Name of the team',
      description: 'Shown at the top of the chat. Empty shows the inbox’s name.',
      default: '',
      maxLength: 80,
      group: LOOK,
    },
    greeting: {
      type: 'string',
      title: 'Greeting',
      description: 'The first words in an empty chat.',
      default: '',
      maxLength: 500,
      format: 'multiline',
      group: LOOK,
    },
    color: { type: 'string', title: 'Colour', default: '#0f6e6e', format: 'color', group: LOOK },
    position: { type: 'string', title: 'Corner', enum: ['right', 'left'], default: 'right', group: LOOK },
    theme: {
      type: 'string',
      title: 'Theme',
      description: '"auto" follows the page.',
      enum: ['auto', 'light', 'dark'],
      default: 'auto',
      group: LOOK,
    },
    language: {
      type: 'string',
      title: 'Language',
      description: '"auto" follows the visitor’s browser.',
      enum: ['auto', 'en', 'pt-BR'],
      default: 'auto',
      group: LOOK,
    },
    askEmail: {
      type: 'boolean',
      title: 'Ask for an e-mail address',
      description: 'After the first message, so that the answer can follow a visitor who leaves.',
      default: true,
      group: PEOPLE,
    },
    allowedOrigins: {
      type: 'array',
      title: 'Pages that may show this chat',
      description: 'Such as shop.example, *.shop.example or https://shop.example. Empty: every page.',
      default: [],
      items: { type: 'string' },
      group: PEOPLE,
    },
    requireIdentity: { type: 'boolean', title: 'Only for verified visitors', default: false, group: PEOPLE },
    forCustomers: {
      type: 'boolean',
      title: 'Also in the customer portal',
      description: 'Signed-in customers chat on this line as who they are. Of several such lines the oldest is theirs.',
      default: true,
      group: PEOPLE,
    },
    identitySecret: {
      type: 'string',
      title: 'Identity secret',
      description: 'Your server signs the ids of signed-in people with it (HMAC-SHA256).',
      writeOnly: true,
      group: PEOPLE,
    },
  },
};

/** A line made by an earlier release lacks what was added since. */
export function settingsOf(given: Record<string, unknown>): ChatSettings {
  const defaults = Object.fromEntries(
    Object.entries(CHAT_SETTINGS.properties).map(([name, p]) => [name, p.default ?? '']),
  );
  return { ...defaults, ...given } as unknown as ChatSettings;
}
