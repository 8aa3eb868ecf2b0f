import type { MailFile, MailProtection } from './parsed-mail.js';

/** What can only be checked or opened with keys that we do not have: kept as it came, and shown as such. */
export function protectionOf(contentType: string, files: MailFile[]): MailProtection | null {
  if (contentType.startsWith('multipart/encrypted')) return { scheme: 'pgp', kind: 'encrypted' };
  if (contentType.startsWith('multipart/signed')) {
    return { scheme: contentType.includes('pgp-signature') ? 'pgp' : 'smime', kind: 'signed' };
  }
  if (/^application\/(?:x-)?pkcs7-mime/.test(contentType)) {
    return { scheme: 'smime', kind: contentType.includes('signed-data') ? 'signed' : 'encrypted' };
  }
  if (files.some((file) => /^application\/(?:x-)?pkcs7-signature$/.test(file.type))) {
    return { scheme: 'smime', kind: 'signed' };
  }
  if (files.some((file) => file.type === 'application/pgp-signature')) return { scheme: 'pgp', kind: 'signed' };
  return null;
}
