import { MemoryStorage, type ChatStorage } from '../../src/channels/chat/protocol/storage.js';

const DATABASE = 'frontdesk';
const STORE = 'chat';

/** The device's storage, shared by all tabs of the page. Opened at the first use, never before. */
export class IndexedDbStorage implements ChatStorage {
  private opened: Promise<IDBDatabase> | undefined;
  /** Where a browser forbids storage, a page still has to be able to chat. */
  private readonly fallback = new MemoryStorage();

  async read(key: string): Promise<string | null> {
    const value = await this.run('readonly', (store) => store.get(key)).catch(() => undefined);
    return typeof value === 'string' ? value : this.fallback.read(key);
  }

  async write(key: string, value: string): Promise<void> {
    await this.run('readwrite', (store) => store.put(value, key)).catch(() => this.fallback.write(key, value));
  }

  async remove(key: string): Promise<void> {
    await this.fallback.remove(key);
    await this.run('readwrite', (store) => store.delete(key)).catch(() => undefined);
  }

  async list(prefix: string): Promise<string[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const stored = await this.run('readonly', (store) => store.getAll(range)).catch(() => [] as unknown[]);
    return [...(stored as string[]), ...(await this.fallback.list(prefix))];
  }

  private async run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      // A request that succeeded is not yet durable; its transaction that completed is.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('the storage failed'));
    });
  }

  private open(): Promise<IDBDatabase> {
    this.opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        // Another tab with a newer release must not wait for us; we open again at the next use.
        request.result.onversionchange = () => {
          request.result.close();
          this.opened = undefined;
        };
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('the storage cannot be opened'));
    });
    return this.opened;
  }
}
