import type { SettingsProperty, SettingsSchema } from '../../contract.js';
import { APP_SECURITY, GRAPH_URL, metaText } from '../app.settings.js';

const SIMULATED = {
  type: 'boolean',
  title: 'Simulated',
  description: 'Nothing leaves this server, and you write as a customer from here.',
  default: false,
  group: 'sign-in',
} as const;

const onlyReal = (properties: Record<string, SettingsProperty>): Record<string, SettingsProperty> =>
  Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, { ...one, when: { simulated: false } }]));

/** What a line of a page asks for. `account` and `scopes`: in the words of its product. */
export const pageSettings = (account: { title: string; where: string }, scopes: string): SettingsSchema => ({
  type: 'object',
  properties: {
    simulated: SIMULATED,
    ...onlyReal({
      pageId: metaText(account.title, 'sign-in', account.where),
      token: {
        ...metaText('Access token', 'sign-in', `Of the page, without an end, with ${scopes}.`),
        writeOnly: true,
      },
      ...GRAPH_URL,
    }),
    humanAgent: {
      type: 'boolean',
      title: 'Answer for seven days',
      description:
        'Where Meta has approved “Human Agent” for your app: after a day, people may still answer, and no machine.',
      default: false,
      group: 'sending',
    },
    comments: {
      type: 'boolean',
      title: 'Comments become tickets',
      description: 'What is said under your posts. It can be answered there, or privately.',
      default: true,
      group: 'sending',
    },
    ...onlyReal(APP_SECURITY),
  },
});
