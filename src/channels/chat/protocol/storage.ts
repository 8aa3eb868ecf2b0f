/** What a client keeps on the device. Only the widget's visitor token and unsent messages ever go there. */
export interface ChatStorage {
  read(key: string): Promise<string | null>;
  write(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Every value whose key begins so. */
  list(prefix: string): Promise<string[]>;
}

export class MemoryStorage implements ChatStorage {
  private readonly values = new Map<string, string>();

  read(key: string): Promise<string | null> {
    return Promise.resolve(this.values.get(key) ?? null);
  }

  write(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  remove(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }

  list(prefix: string): Promise<string[]> {
    return Promise.resolve([...this.values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value));
  }
}
