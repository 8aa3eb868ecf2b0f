import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { S3Driver } from 'flydrive/drivers/s3';
import { Config } from '../config.js';

/**
 * Files by the SHA-256 of their content: the same file is kept once, the key says nothing about its name, and a file
 * never changes. Whether somebody may read one is decided by the row that refers to it.
 */
@Injectable()
export class Blobs {
  private readonly disk: Promise<Disk>;

  constructor(config: Config) {
    this.disk = driverFor(config).then((driver) => new Disk(driver));
  }

  /** Returns the key. Writing the same content again is harmless. */
  async put(content: Buffer): Promise<string> {
    const key = createHash('sha256').update(content).digest('hex');
    const disk = await this.disk;
    if (!(await disk.exists(pathOf(key)))) await disk.put(pathOf(key), content);
    return key;
  }

  /** Of a file on the disk, however large: it is never held in memory. Returns the key. */
  async putFile(path: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const part of createReadStream(path)) hash.update(part as Buffer);
    const key = hash.digest('hex');
    const disk = await this.disk;
    if (!(await disk.exists(pathOf(key)))) await disk.copyFromFs(path, pathOf(key));
    return key;
  }

  /** By the stream: flydrive's `getBytes` answers an empty file with the rest of a memory pool. */
  async get(key: string): Promise<Buffer> {
    return buffer(await this.stream(key));
  }

  async stream(key: string): Promise<Readable> {
    return (await this.disk).getStream(pathOf(key));
  }

  async delete(key: string): Promise<void> {
    await (await this.disk).delete(pathOf(key));
  }
}

/** Two levels of folders: file systems grow slow with a million entries in one. */
function pathOf(key: string): string {
  if (!/^[0-9a-f]{64}$/.test(key)) throw new Error('not a key of a blob');
  return `${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`;
}

async function driverFor(config: Config): Promise<FSDriver | S3Driver> {
  const target = config.get('BLOB_URL');
  if (!target) return new FSDriver({ location: join(config.dataDir, 'blobs'), visibility: 'private' });
  const url = new URL(target);
  // A large client, for those who have such a store.
  const { S3Driver } = await import('flydrive/drivers/s3');
  const insecure = url.searchParams.get('insecure') === 'true';
  return new S3Driver({
    credentials: { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) },
    endpoint: `${insecure ? 'http' : 'https'}://${url.host}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    bucket: url.pathname.slice(1),
    forcePathStyle: true,
    supportsACL: false,
    visibility: 'private',
  });
}
