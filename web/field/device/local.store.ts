import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { newId } from '../../api/ids';
import type { Day } from '../model/day.types.js';
import type { Entry, WaitingChange, WaitingFile } from '../model/outbox.rules.js';

/** A part that has arrived, so that it can still be taken back by the name under which it was told. */
export interface ToldPart {
  clientId: string;
  visitId: string;
  name: string;
  at: string;
}

interface Schema extends DBSchema {
  facts: { key: string; value: unknown };
  day: { key: string; value: Day };
  outbox: { key: string; value: Entry };
  told: { key: string; value: ToldPart };
}

export interface Held {
  day: Day | null;
  entries: Entry[];
  told: ToldPart[];
  /** Turned on this phone and not yet told to the server. */
  sharing: boolean | null;
  /** Reports that are being written, by visit. */
  drafts: Record<string, string>;
}

export type NewEntry = Omit<WaitingChange, 'seq' | 'clientId' | 'at'> | Omit<WaitingFile, 'seq' | 'clientId' | 'at'>;

const NAME = 'frontdesk-field';
const TODAY = 'today';
/** Pictures of visits that the service worker has kept. */
export const PICTURES = 'field-pictures';

/** The phone’s memory: one day, and what waits to be sent. What returns from here is on the disk. */
export class LocalStore {
  private opened: Promise<IDBPDatabase<Schema>> | undefined;

  async read(): Promise<Held> {
    const transaction = (await this.open()).transaction(['day', 'outbox', 'told', 'facts']);
    const [day, entries, told, sharing, drafts] = await Promise.all([
      transaction.objectStore('day').get(TODAY),
      transaction.objectStore('outbox').getAll(),
      transaction.objectStore('told').getAll(),
      transaction.objectStore('facts').get('sharing'),
      transaction.objectStore('facts').get('drafts'),
    ]);
    return {
      day: day ?? null,
      entries,
      told,
      sharing: typeof sharing === 'boolean' ? sharing : null,
      drafts: (drafts ?? {}) as Record<string, string>,
    };
  }

  /** Made once for each installation; after a wipe it is another, whose changes are counted anew. */
  async device(): Promise<string> {
    const transaction = (await this.open()).transaction('facts', 'readwrite', { durability: 'strict' });
    const known = await transaction.store.get('device');
    const device = typeof known === 'string' ? known : newId();
    if (known !== device) await transaction.store.put(device, 'device');
    await transaction.done;
    return device;
  }

  /** All of them, in their order, or none. The number comes from the same transaction: two tabs cannot take one twice. */
  async add(entries: readonly NewEntry[], at: string, replaces: readonly string[] = []): Promise<Entry[]> {
    const transaction = (await this.open()).transaction(['outbox', 'facts'], 'readwrite', { durability: 'strict' });
    const last = await transaction.objectStore('facts').get('seq');
    let seq = typeof last === 'number' ? last : 0;
    const made = entries.map((entry) => ({ ...entry, clientId: newId(), seq: (seq += 1), at }) as Entry);
    for (const entry of made) {
      // A signature names its picture before either has an id.
      if (entry.what === 'change' && entry.data.fileClientId === PICTURE_BEFORE) {
        const picture = made.find((one) => one.what === 'file' && one.kind === 'signature');
        entry.data = { ...entry.data, fileClientId: picture?.clientId };
      }
      await transaction.objectStore('outbox').put(entry);
    }
    for (const gone of replaces) await transaction.objectStore('outbox').delete(gone);
    await transaction.objectStore('facts').put(seq, 'seq');
    await transaction.done;
    return made;
  }

  /** What came of a turn, in one piece: a crash before it repeats the turn, which the server knows. */
  async settle(arrived: readonly string[], open: readonly Entry[], day: Day | null): Promise<void> {
    const transaction = (await this.open()).transaction(['outbox', 'day', 'told'], 'readwrite', {
      durability: 'strict',
    });
    const outbox = transaction.objectStore('outbox');
    for (const clientId of arrived) {
      const entry = await outbox.get(clientId);
      if (entry?.what === 'change' && entry.type === 'part') {
        await transaction
          .objectStore('told')
          .put({ clientId, visitId: entry.visitId, name: entry.data.name ?? '', at: entry.at }, clientId);
      }
      await outbox.delete(clientId);
    }
    for (const entry of open) await outbox.put(entry);
    if (day) await transaction.objectStore('day').put(day, TODAY);
    await transaction.done;
  }

  async keepDay(day: Day): Promise<void> {
    await (await this.open()).put('day', day, TODAY);
  }

  async drop(clientIds: readonly string[]): Promise<void> {
    const transaction = (await this.open()).transaction('outbox', 'readwrite', { durability: 'strict' });
    for (const clientId of clientIds) await transaction.store.delete(clientId);
    await transaction.done;
  }

  async keepDraft(visitId: string, text: string): Promise<void> {
    const transaction = (await this.open()).transaction('facts', 'readwrite');
    const drafts = ((await transaction.store.get('drafts')) ?? {}) as Record<string, string>;
    await transaction.store.put({ ...drafts, [visitId]: text }, 'drafts');
    await transaction.done;
  }

  async share(on: boolean | null): Promise<void> {
    const database = await this.open();
    await (on === null ? database.delete('facts', 'sharing') : database.put('facts', on, 'sharing'));
  }

  /** Somebody signed this phone out: nothing of the company’s or its customers’ stays on it. */
  async wipe(): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(['facts', 'day', 'outbox', 'told'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.objectStore('facts').clear(),
      transaction.objectStore('day').clear(),
      transaction.objectStore('outbox').clear(),
      transaction.objectStore('told').clear(),
    ]);
    await transaction.done;
    await globalThis.caches?.delete(PICTURES);
  }

  private open(): Promise<IDBPDatabase<Schema>> {
    this.opened ??= openDB<Schema>(NAME, 1, {
      upgrade: (database) => {
        database.createObjectStore('facts');
        database.createObjectStore('day');
        database.createObjectStore('outbox', { keyPath: 'clientId' });
        database.createObjectStore('told');
      },
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
      terminated: () => (this.opened = undefined),
    });
    return this.opened;
  }
}

/** Stands for the id of the signature’s picture that is added together with its change. */
export const PICTURE_BEFORE = 'the-picture-before';
