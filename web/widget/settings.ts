import type { VerifiedIdentity } from '../../src/channels/chat/protocol/protocol.js';
import { DEFAULT_COLOUR } from './colour.js';

/** What the page says, by `window.frontdeskSettings` or `data-*` attributes of the script tag. Attributes win. */
export interface PageSettings {
  inbox: string;
  identity?: VerifiedIdentity;
  language?: string;
  position?: string;
  color?: string;
  theme?: string;
  /** Open at once. */
  open?: boolean;
}

/** What the inbox says: `GET /api/v1/chat/inbox`. */
export interface InboxAppearance {
  name: string;
  company: string;
  color: string;
  position: 'right' | 'left';
  language: string;
  theme: 'auto' | 'light' | 'dark';
  greeting: string;
  askEmail: boolean;
}

export interface Settings extends InboxAppearance {
  inbox: string;
  /** Where the server is: the address the script came from. */
  server: string;
  identity?: VerifiedIdentity;
  open: boolean;
}

declare global {
  interface Window {
    frontdeskSettings?: Partial<PageSettings>;
  }
}

export function scriptTag(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement) return current;
  return document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
}

export const serverOf = (script: HTMLScriptElement | null): string =>
  new URL(script?.src ?? location.href).href.replace(/\/widget(?:\/widget)?\.js.*$/, '').replace(/\/$/, '');

export function pageSettings(data: DOMStringMap, page: Partial<PageSettings> = {}): PageSettings {
  const { inbox, language, position, color, theme, userId, userHash, userEmail, userName } = data;
  const identity =
    userId && userHash ? { id: userId, hash: userHash, email: userEmail, name: userName } : page.identity;
  return {
    inbox: inbox ?? page.inbox ?? '',
    identity,
    language: language ?? page.language,
    position: position ?? page.position,
    color: color ?? page.color,
    theme: theme ?? page.theme,
    open: data.open !== undefined ? data.open !== 'false' : page.open,
  };
}

export function settle(
  page: PageSettings,
  inbox: Partial<InboxAppearance>,
  server: string,
  browserLanguage: string,
): Settings {
  const language = page.language ?? (inbox.language && inbox.language !== 'auto' ? inbox.language : browserLanguage);
  return {
    inbox: page.inbox,
    server,
    identity: page.identity,
    open: page.open ?? false,
    name: inbox.name ?? '',
    company: inbox.company ?? '',
    color: page.color ?? inbox.color ?? DEFAULT_COLOUR,
    position: (page.position ?? inbox.position) === 'left' ? 'left' : 'right',
    language,
    theme: oneOf(page.theme ?? inbox.theme),
    greeting: inbox.greeting ?? '',
    askEmail: inbox.askEmail ?? true,
  };
}

function oneOf(theme: string | undefined): Settings['theme'] {
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}
