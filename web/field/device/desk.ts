import { ApiError, whenSignedOut } from '../../api/client';
import type { Day, Visit } from '../model/day.types.js';
import { choiceOf, withoutFollowers } from '../model/conflict.rules.js';
import {
  count,
  isOpen,
  nextTurn,
  settle,
  type Answer,
  type ChangeData,
  type ChangeType,
  type Count,
  type Entry,
  type Turn,
} from '../model/outbox.rules.js';
import { mergeDay, mergeVisits, withPending } from '../model/pending.rules.js';
import { LocalStore, type NewEntry, type ToldPart } from './local.store.js';
import { PositionWatch } from './position.js';
import { server } from './server.js';

export type Link = 'online' | 'offline' | 'sending';
export type Phase = 'opening' | 'ready' | 'no-day' | 'not-a-technician';

/** What the screens show. */
export interface View {
  phase: Phase;
  link: Link;
  /** With what waits on this phone on top. */
  day: Day | null;
  entries: Entry[];
  count: Count;
  drafts: Record<string, string>;
  /** The technician’s switch. */
  sharing: boolean;
  /** Whose way is being followed right now. */
  following: string | null;
  positionDenied: boolean;
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;
const REFRESH_MS = 120_000;

/** The app’s one owner of data: keeps the day and the outbox on the phone, and brings both together with the server. */
export class FieldDesk {
  private readonly store = new LocalStore();
  private readonly positions = new PositionWatch(() => this.show({ positionDenied: true }));
  private readonly others = new BroadcastChannel(CHANNEL);
  private readonly listeners = new Set<() => void>();
  private serverDay: Day | null = null;
  private told: ToldPart[] = [];
  private sharingWanted: boolean | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_RETRY_MS;
  private leaving = false;
  /** Whether the server has said whose session this is: what waits is sent only as the one who wrote it. */
  private known = false;
  /** Newer than what is read from the store while it is still being written there. */
  private typed: Record<string, string> = {};

  view: View = {
    phase: 'opening',
    link: navigator.onLine ? 'online' : 'offline',
    day: null,
    entries: [],
    drafts: {},
    count: { waiting: 0, conflicts: 0 },
    sharing: false,
    following: null,
    positionDenied: false,
  };

  async open(): Promise<void> {
    whenSignedOut(() => void this.leave());
    await this.reload();
    window.addEventListener('online', () => this.sync());
    window.addEventListener('offline', () => this.show({ link: 'offline' }));
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.sync());
    // Another tab of the app may have added something.
    this.others.addEventListener('message', () => void this.reload());
    setInterval(() => document.visibilityState === 'visible' && this.sync(), REFRESH_MS);
    this.sync();
    void navigator.storage?.persist?.();
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  visit(id: string): Visit | undefined {
    return this.view.day?.visits.find((visit) => visit.id === id);
  }

  /** As the server last told it. */
  theirs(id: string): Visit | undefined {
    return this.serverDay?.visits.find((visit) => visit.id === id);
  }

  change(visitId: string, type: ChangeType, data: ChangeData): Promise<void> {
    return this.add([{ what: 'change', visitId, type, data }]);
  }

  async add(entries: readonly NewEntry[], replaces: readonly string[] = []): Promise<void> {
    await this.store.add(entries, new Date().toISOString(), replaces);
    await this.reload();
    this.others.postMessage('changed');
    this.sync();
  }

  draft(visitId: string, text: string): void {
    this.typed = { ...this.typed, [visitId]: text };
    this.show({ drafts: { ...this.view.drafts, ...this.typed } });
    void this.store.keepDraft(visitId, text);
  }

  /** Where one is, if that is being told at all. */
  here(): Pick<ChangeData, 'lat' | 'lng' | 'accuracy'> {
    const last = this.positions.last;
    return last ? { lat: last.lat, lng: last.lng, accuracy: last.accuracy } : {};
  }

  async keepTheirs(entry: Entry): Promise<void> {
    await this.store.drop(withoutFollowers(this.view.entries, entry.clientId));
    await this.reload();
    this.sync();
  }

  async keepMine(entry: Entry): Promise<void> {
    const { mine } = choiceOf(entry, this.theirs(entry.visitId));
    if (mine) await this.add([{ what: 'change', visitId: entry.visitId, ...mine }], [entry.clientId]);
  }

  async share(on: boolean): Promise<void> {
    this.sharingWanted = on;
    await this.store.share(on);
    this.show({ positionDenied: false });
    this.sync();
  }

  async signOut(): Promise<void> {
    await server.signOut().catch(() => undefined);
    await this.leave();
  }

  /** One at a time, and once more if something came meanwhile. */
  sync(): void {
    if (this.leaving) return;
    clearTimeout(this.retry);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.exclusively(() => this.run())
      .then(() => (this.wait = FIRST_RETRY_MS))
      .catch((error: unknown) => this.failed(error))
      .finally(() => {
        this.running = null;
        if (this.again) {
          this.again = false;
          this.sync();
        }
      })
      .then(() => undefined);
  }

  /** Two tabs take turns. */
  private exclusively(work: () => Promise<void>): Promise<void> {
    return navigator.locks ? navigator.locks.request('field-sync', work) : work();
  }

  private async run(): Promise<void> {
    await this.reload();
    if (!this.known) await this.fetchDay();
    if (this.view.count.waiting > 0) this.show({ link: 'sending' });
    const device = await this.store.device();
    if (this.sharingWanted !== null) await this.tellSwitch(this.sharingWanted);
    for (let turn = nextTurn(this.view.entries); turn; turn = nextTurn(this.view.entries)) {
      await this.send(device, turn);
      await this.reload();
    }
    await this.fetchDay();
    this.show({ link: 'online' });
  }

  private async tellSwitch(on: boolean): Promise<void> {
    await server.share(on);
    if (this.serverDay) {
      this.serverDay = { ...this.serverDay, technician: { ...this.serverDay.technician, sharesPosition: on } };
      await this.store.keepDay(this.serverDay);
    }
    if (this.sharingWanted !== on) return;
    this.sharingWanted = null;
    await this.store.share(null);
  }

  private async send(device: string, turn: Turn): Promise<void> {
    if (turn.what === 'file') {
      const { entry } = turn;
      const answer = await server.file(entry).then(
        (): Answer => ({ clientId: entry.clientId, status: 'applied' }),
        (error: unknown) => answerOf(entry, error),
      );
      const { arrived, open } = settle([entry], [answer]);
      return this.store.settle(arrived, open, null);
    }
    try {
      const { results, visits } = await server.changes(device, turn.entries);
      const { arrived, open } = settle(turn.entries, results);
      if (arrived.length + open.length === 0) throw new ApiError({ status: 502, code: 'no_answer' });
      if (this.serverDay) this.serverDay = mergeVisits(this.serverDay, visits);
      await this.store.settle(arrived, open, this.serverDay);
    } catch (error) {
      const [first, ...more] = turn.entries;
      // One that cannot be read must not hold up the others: it is found by sending them one by one.
      if (isNo(error) && more.length > 0) return this.send(device, { what: 'changes', entries: [first!] });
      await this.store.settle([], [{ ...first!, answer: answerOf(first!, error) }], null);
    }
  }

  private async fetchDay(): Promise<void> {
    const fresh = await server.day();
    if (this.serverDay && this.serverDay.technician.id !== fresh.technician.id) {
      // Another technician’s phone now: what the one before left on it is not theirs to see or to send.
      await this.store.wipe();
      this.serverDay = null;
      this.typed = {};
    }
    this.known = true;
    const { entries } = await this.store.read();
    await this.store.keepDay(mergeDay(this.serverDay, fresh, entries));
    await this.reload();
  }

  private failed(error: unknown): void {
    if (error instanceof ApiError && error.status === 401) return;
    if (error instanceof ApiError && (error.status === 403 || error.code === 'not_a_technician')) {
      return this.show({ phase: 'not-a-technician', link: 'online' });
    }
    this.show({ link: 'offline', ...(!this.view.day && { phase: 'no-day' }) });
    const retryAfter = error instanceof ApiError && error.retryAfter ? error.retryAfter * 1_000 : 0;
    this.retry = setTimeout(() => this.sync(), Math.max(this.wait, retryAfter));
    this.wait = Math.min(LAST_RETRY_MS, this.wait * 2);
  }

  private async reload(): Promise<void> {
    const held = await this.store.read();
    this.serverDay = held.day;
    this.told = held.told;
    this.sharingWanted = held.sharing;
    const day = held.day && {
      ...held.day,
      visits: held.day.visits.map((visit) => withPending(this.withOwnParts(visit), held.entries)),
    };
    this.show({
      day,
      entries: held.entries,
      drafts: { ...held.drafts, ...this.typed },
      count: count(held.entries),
      ...(day && { phase: 'ready' }),
    });
  }

  private withOwnParts(visit: Visit): Visit {
    const own = this.told.filter((part) => part.visitId === visit.id);
    if (own.length === 0) return visit;
    return {
      ...visit,
      parts: visit.parts.map((part) => ({
        ...part,
        clientId: own.find((one) => one.name === part.name && Date.parse(one.at) === Date.parse(part.at))?.clientId,
      })),
    };
  }

  private show(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    const { day } = this.view;
    const sharing = this.sharingWanted ?? day?.technician.sharesPosition ?? false;
    const underWay = day?.visits.find((visit) => visit.state === 'en_route' && !visit.gone)?.id ?? null;
    const following = sharing && !this.leaving && !this.view.positionDenied ? underWay : null;
    this.view = { ...this.view, sharing, following };
    this.positions.follow(following);
    for (const listener of this.listeners) listener();
  }

  private async leave(): Promise<void> {
    if (this.leaving) return;
    this.leaving = true;
    this.show({});
    await this.store.wipe();
    location.replace(`/sign-in?next=${encodeURIComponent('/field')}`);
  }
}

const CHANNEL = 'frontdesk-field';

/** The server has read it and will never take it as it is. */
const isNo = (error: unknown): error is ApiError =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 403, 408, 429].includes(error.status);

function answerOf(entry: Entry, error: unknown): Answer {
  if (!isNo(error)) throw error;
  return {
    clientId: entry.clientId,
    status: error.status === 409 ? 'conflict' : 'refused',
    code: error.code,
    detail: error.message,
  };
}

export const waitingOf = (entries: readonly Entry[], visitId: string): Entry[] =>
  entries.filter((entry) => entry.visitId === visitId && isOpen(entry));
