import type { SettingsProperty } from '../contract.js';
import type { GraphAccount } from './graph.js';

/** What every line of Meta knows of the app that it belongs to. */
export interface AppSettings {
  token?: string;
  appSecret?: string;
  nextAppSecret?: string;
  verifyToken?: string;
  apiUrl?: string;
  /** Through a page, or by the product's own sign-in. */
  signIn?: 'page' | 'own';
  /** Until when the token holds, where it ends. */
  tokenUntil?: string;
  /** Only tried: nothing leaves this server. */
  simulated?: boolean;
}

export const metaText = (title: string, group: string, description: string) => ({
  type: 'string' as const,
  title,
  description,
  maxLength: 500,
  group,
});

export const GRAPH_URL = {
  apiUrl: {
    ...metaText('Graph API', 'sign-in', 'Only to try the line with a simulated one. Empty: Meta’s.'),
    format: 'uri',
  },
} as const satisfies Record<string, SettingsProperty>;

export const APP_SECURITY = {
  appSecret: {
    ...metaText('App secret', 'security', 'Meta: App settings → Basic. It proves that webhooks are Meta’s.'),
    writeOnly: true,
  },
  nextAppSecret: {
    ...metaText(
      'Next app secret',
      'security',
      'While you change it: enter the new one here, reset it at Meta, then move it up. Both are believed.',
    ),
    writeOnly: true,
  },
  verifyToken: metaText('Verify token', 'security', 'Any words. Enter the same at Meta beside the webhook’s address.'),
} as const satisfies Record<string, SettingsProperty>;

/** By the product's own sign-in, everything is asked there. */
const OWN_API = 'https://graph.instagram.com/v23.0';

export const accountOf = ({ token = '', apiUrl, signIn, simulated }: AppSettings): GraphAccount => ({
  token,
  apiUrl: apiUrl || (signIn === 'own' ? OWN_API : undefined),
  simulated,
});
