import { signedByMeta } from '../meta/signed-by-meta.js';
import { sha256 } from '../../../src/platform/crypto/tokens.js';
import { channelContract } from '../../channel-contract.js';

const PAGE = '5500010';
const webhook = (event: object): { key: string; raw: Buffer } => {
  const raw = Buffer.from(JSON.stringify({ object: 'instagram', entry: [{ id: PAGE, messaging: [event] }] }));
  return { key: sha256(raw), raw };
};

channelContract({
  kind: 'instagram',
  inbox: { settings: { pageId: PAGE, appSecret: 'an app secret' } },
  says: (from, text, id) =>
    webhook({ sender: { id: from }, recipient: { id: PAGE }, timestamp: 1, message: { mid: `m_${id}`, text } }),
  unreadable: Buffer.from('{"object": "page"}'),
  hook: {
    path: 'meta',
    headers: async (body, line) => ({
      'X-Hub-Signature-256': await signedByMeta(body, String(line.settings.appSecret)),
    }),
  },
});
