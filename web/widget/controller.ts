import { ChatClient } from '../../src/channels/chat/protocol/chat.client.js';
import type { ChatState } from '../../src/channels/chat/protocol/chat.state.js';
import { httpTransport } from '../../src/channels/chat/protocol/http.transport.js';
import type { VerifiedIdentity } from '../../src/channels/chat/protocol/protocol.js';
import { socketTransport } from '../../src/channels/chat/protocol/socket.transport.js';
import { browserTime, newId } from './browser.js';
import { IndexedDbStorage } from './indexeddb.storage.js';
import type { Settings } from './settings.js';

export interface View {
  open: boolean;
  /** Null until the widget was opened once on this device: before that it stores nothing and calls nobody. */
  chat: ChatState | null;
}

/** Timers of a sleeping laptop stand still: this much later than due means that it slept. */
const HEARTBEAT_MS = 15_000;
const SLEPT_MS = 45_000;

/** Opens and closes the chat, and remembers over navigation that it was open. */
export class WidgetController {
  private client: ChatClient | undefined;
  private storage: IndexedDbStorage | undefined;
  private identity: VerifiedIdentity | undefined;
  private view: View = { open: false, chat: null };
  private readonly listeners = new Set<(view: View) => void>();

  constructor(readonly settings: Settings) {
    this.identity = settings.identity;
  }

  get state(): View {
    return this.view;
  }

  get chat(): ChatClient | undefined {
    return this.client;
  }

  subscribe(listener: (view: View) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** After a navigation: as it was on the page before. */
  resume(): void {
    if (this.settings.open || remembered(tab, this.openKey)) this.open();
    else if (remembered(device, this.knownKey)) this.begin();
  }

  open(): void {
    this.begin();
    remember(tab, this.openKey);
    this.change({ open: true });
  }

  close(): void {
    forget(tab, this.openKey);
    this.change({ open: false });
  }

  identify(identity: VerifiedIdentity): void {
    this.identity = identity;
    this.client?.identify(identity);
  }

  /** On a shared computer: the next person must not see this one's conversation. */
  async signOut(): Promise<void> {
    this.client?.stop();
    const { inbox } = this.settings;
    await this.storage?.remove(`visitor:${inbox}`);
    for (const entry of this.client?.state.waiting ?? []) await this.storage?.remove(`out:${inbox}:${entry.clientId}`);
    this.client = undefined;
    this.identity = undefined;
    forget(device, this.knownKey);
    forget(tab, this.openKey);
    this.change({ open: false, chat: null });
  }

  private begin(): void {
    if (this.client) return;
    remember(device, this.knownKey);
    this.storage ??= new IndexedDbStorage();
    const { inbox, server, language } = this.settings;
    const client = new ChatClient({
      inbox,
      transports: [socketTransport(server), httpTransport(server)],
      storage: this.storage,
      scheduler: browserTime,
      newId,
      identity: this.identity,
      lang: language,
    });
    this.client = client;
    client.subscribe((chat) => this.client === client && this.change({ chat }));
    this.change({ chat: client.state });
    void client.start();
    this.watch(client);
  }

  private watch(client: ChatClient): void {
    const wake = (): void => {
      if (this.client === client && document.visibilityState === 'visible') void client.wake();
    };
    window.addEventListener('online', wake);
    window.addEventListener('pageshow', wake);
    document.addEventListener('visibilitychange', wake);
    let last = browserTime.now();
    window.setInterval(() => {
      const now = browserTime.now();
      if (now - last > SLEPT_MS) wake();
      last = now;
    }, HEARTBEAT_MS);
  }

  private get openKey(): string {
    return `frontdesk:open:${this.settings.inbox}`;
  }

  private get knownKey(): string {
    return `frontdesk:known:${this.settings.inbox}`;
  }

  private change(part: Partial<View>): void {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener(this.view);
  }
}

// Touching these throws in pages whose storage is blocked.
const tab = (): Storage => window.sessionStorage;
const device = (): Storage => window.localStorage;

function remembered(storage: () => Storage, key: string): boolean {
  try {
    return storage().getItem(key) !== null;
  } catch {
    return false;
  }
}

function remember(storage: () => Storage, key: string): void {
  try {
    storage().setItem(key, '1');
  } catch {
    // Not remembering costs one click on the next page.
  }
}

function forget(storage: () => Storage, key: string): void {
  try {
    storage().removeItem(key);
  } catch {
    // Nothing was remembered.
  }
}
