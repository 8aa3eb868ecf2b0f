import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../platform/config.js';

export interface Certificate {
  cert: string;
  key: string;
  /** Ours: encrypts, but proves nothing. Most servers accept that for mail. */
  selfMade: boolean;
}

/** The given certificate, else one of our own, made once and kept with the data. */
export async function mailCertificate(config: Config): Promise<Certificate> {
  const [cert, key] = [config.get('MAIL_TLS_CERT'), config.get('MAIL_TLS_KEY')];
  if (cert && key) return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8'), selfMade: false };
  const folder = join(config.dataDir, 'mail');
  const [certFile, keyFile] = [join(folder, 'receiver.crt'), join(folder, 'receiver.key')];
  if (!existsSync(certFile) || !existsSync(keyFile)) {
    const { generate } = await import('selfsigned');
    const made = await generate([{ name: 'commonName', value: config.publicHost }], {
      keySize: 2048,
      algorithm: 'sha256',
    });
    mkdirSync(folder, { recursive: true });
    writeFileSync(keyFile, made.private, { mode: 0o600 });
    writeFileSync(certFile, made.cert);
  }
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8'), selfMade: true };
}
