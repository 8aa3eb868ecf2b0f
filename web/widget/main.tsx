import { render } from 'preact';
import type { VerifiedIdentity } from '../../src/channels/chat/protocol/protocol.js';
import { WidgetController } from './controller.js';
import { pageSettings, scriptTag, serverOf, settle, type InboxAppearance, type PageSettings } from './settings.js';
import styles from './widget.css?inline';
import { Widget } from './widget.js';

/** What the page's own script may call: `window.Frontdesk`. */
export interface FrontdeskApi {
  open(): void;
  close(): void;
  /** After a sign-in: who it is, vouched for by the page's server. */
  identify(identity: VerifiedIdentity): void;
  /** After a sign-out, so that the next person at this computer sees nothing. */
  signOut(): Promise<void>;
}

declare global {
  interface Window {
    Frontdesk?: FrontdeskApi;
  }
}

const tag = scriptTag();

async function begin(): Promise<void> {
  // A page that loads the script twice, as some page builders do, gets one widget.
  if (window.Frontdesk) return;
  const page = pageSettings(tag?.dataset ?? {}, window.frontdeskSettings);
  if (!page.inbox) return complain('the script tag needs data-inbox="…", the public key of a chat inbox');
  const server = serverOf(tag);
  const controller = new Promise<WidgetController | undefined>((resolve) => void start(page, server).then(resolve));
  window.Frontdesk = {
    open: () => void controller.then((c) => c?.open()),
    close: () => void controller.then((c) => c?.close()),
    identify: (identity) => void controller.then((c) => c?.identify(identity)),
    signOut: async () => (await controller)?.signOut(),
  };
  await controller;
}

async function start(page: PageSettings, server: string): Promise<WidgetController | undefined> {
  const inbox = await appearance(page.inbox, server);
  if (inbox === 'refused') {
    complain(`the server does not offer the inbox ${page.inbox} to ${location.origin}`);
    return undefined;
  }
  const controller = new WidgetController(settle(page, inbox, server, navigator.language));
  if (document.readyState === 'loading') {
    await new Promise((done) => document.addEventListener('DOMContentLoaded', done, { once: true }));
  }
  mount(controller);
  controller.resume();
  return controller;
}

/** Without a network the widget still stands there: what is written waits. */
async function appearance(inbox: string, server: string): Promise<Partial<InboxAppearance> | 'refused'> {
  try {
    const response = await fetch(`${server}/api/v1/chat/inbox?inbox=${encodeURIComponent(inbox)}`, {
      credentials: 'omit',
    });
    if (response.ok) return (await response.json()) as InboxAppearance;
    return response.status < 500 && response.status !== 429 ? 'refused' : {};
  } catch {
    return {};
  }
}

function mount(controller: WidgetController): void {
  const host = document.createElement('div');
  host.id = 'frontdesk-widget';
  const root = host.attachShadow({ mode: 'open' });
  // A constructed style sheet, unlike a <style>, is not subject to the page's style-src.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const place = (): void => {
    if (!host.isConnected) document.body.append(host);
  };
  place();
  // Pages that swap their body on navigation (Turbo and the like) would take the widget with it.
  new MutationObserver(place).observe(document.documentElement, { childList: true });
  render(<Widget controller={controller} />, root);
}

function complain(what: string): void {
  // oxlint-disable-next-line no-console -- the page's developer has no other place to see it
  console.warn(`Frontdesk chat: ${what}`);
}

void begin();
