import { sign } from '../../../src/platform/crypto/signed-body.rules.js';
import { channelContract } from '../../channel-contract.js';

const event = (id: string, body: object): { key: string; raw: Buffer } => ({
  key: id,
  raw: Buffer.from(JSON.stringify({ id, ...body })),
});

channelContract({
  kind: 'api',
  // The other side is away, and is not needed to be understood.
  inbox: {},
  says: (from, text, id) => event(id, { type: 'message', message: { from: { id: from, name: 'Somebody' }, text } }),
  unreadable: Buffer.from('{"id": "x", "type": "message", "message": {}}'),
  hook: {
    path: 'api',
    headers: (body, line) => {
      const timestamp = String(Math.floor(Date.now() / 1000));
      return {
        'X-Frontdesk-Timestamp': timestamp,
        'X-Frontdesk-Signature': sign(String(line.settings.secret), timestamp, body),
      };
    },
  },
});
