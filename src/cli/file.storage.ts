import { readFile, rename, writeFile } from 'node:fs/promises';
import type { ChatStorage } from '../channels/chat/protocol/storage.js';

/** A visitor's token and unsent messages in one file that only its owner can read. */
export class FileStorage implements ChatStorage {
  private values: Record<string, string> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly file: string) {}

  async read(key: string): Promise<string | null> {
    return (await this.all())[key] ?? null;
  }

  async write(key: string, value: string): Promise<void> {
    (await this.all())[key] = value;
    await this.save();
  }

  async remove(key: string): Promise<void> {
    delete (await this.all())[key];
    await this.save();
  }

  async list(prefix: string): Promise<string[]> {
    return Object.entries(await this.all()).flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : []));
  }

  private async all(): Promise<Record<string, string>> {
    this.values ??= await readFile(this.file, 'utf8').then(
      (text) => JSON.parse(text) as Record<string, string>,
      () => ({}),
    );
    return this.values;
  }

  /** One after the other, and never half: the old file stays until the new one is whole. */
  private save(): Promise<void> {
    this.writing = this.writing.then(async () => {
      await writeFile(`${this.file}.new`, JSON.stringify(this.values), { mode: 0o600 });
      await rename(`${this.file}.new`, this.file);
    });
    return this.writing;
  }
}
