import { hmacHex } from '../../src/platform/crypto/tokens.js';
import { channelContract } from '../channel-contract.js';

channelContract({
  kind: 'email',
  inbox: { address: 'support@desk.example' },
  says: (from, text, id) => ({
    key: id,
    raw: Buffer.from(
      [
        `From: Somebody <${from}@customer.example>`,
        'To: support@desk.example',
        `Message-ID: <${id}@customer.example>`,
        'Date: Sun, 15 Mar 2026 10:00:00 +0000',
        'Subject: Help',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        ...(Buffer.from(text)
          .toString('base64')
          .match(/.{1,76}/g) ?? []),
        '',
      ].join('\r\n'),
    ),
    meta: { transport: 'webhook', mailFrom: `${from}@customer.example`, rcptTo: ['support@desk.example'] },
  }),
  hook: {
    path: 'mail',
    headers: (body, line) => ({ 'X-Frontdesk-Signature': `sha256=${hmacHex(String(line.settings.hookSecret), body)}` }),
  },
});
