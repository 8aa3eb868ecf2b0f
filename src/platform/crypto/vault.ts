import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';

/**
 * Keeps secrets of channels and people so that a copy of the database does not reveal them:
 * AES-256-GCM under keys derived (HKDF, RFC 5869) from SECRET_KEY, one per purpose.
 */
@Injectable()
export class Vault {
  private readonly master: Buffer;

  constructor(config: Config) {
    this.master = Buffer.from(config.get('SECRET_KEY') || readOrMakeKey(config.dataDir), 'utf8');
  }

  /** A key for one purpose, such as signing reply addresses. The same purpose always gives the same key. */
  key(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, 'frontdesk', purpose, 32));
  }

  seal(plain: string, purpose = 'vault'): string {
    return `v1.${this.sealBytes(Buffer.from(plain, 'utf8'), purpose).toString('base64url')}`;
  }

  open(sealed: string, purpose = 'vault'): string {
    const [version, data] = sealed.split('.');
    if (version !== 'v1' || !data) throw new Error('not a sealed secret');
    return this.openBytes(Buffer.from(data, 'base64url'), purpose).toString('utf8');
  }

  /** For what is large: nonce, tag and the sealed bytes, with nothing around them. */
  sealBytes(plain: Buffer, purpose: string): Buffer {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key(purpose), iv);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  openBytes(sealed: Buffer, purpose: string): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.key(purpose), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  }
}

function readOrMakeKey(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dataDir, { recursive: true });
  const key = randomBytes(32).toString('base64url');
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
