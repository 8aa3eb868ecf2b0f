import { signedByMeta } from '../meta/signed-by-meta.js';
import { sha256 } from '../../../src/platform/crypto/tokens.js';
import { channelContract } from '../../channel-contract.js';

const NUMBER = '5500001';
const webhook = (value: object): { key: string; raw: Buffer } => {
  const changes = [{ field: 'messages', value: { metadata: { phone_number_id: NUMBER }, ...value } }];
  const raw = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] }));
  return { key: sha256(raw), raw };
};

channelContract({
  kind: 'whatsapp',
  inbox: { settings: { phoneNumberId: NUMBER, appSecret: 'an app secret' } },
  says: (from, text, id) =>
    webhook({
      contacts: [{ profile: { name: 'Ana' }, user_id: `BR.${from}` }],
      messages: [{ id: `wamid.${id}`, from_user_id: `BR.${from}`, type: 'text', text: { body: text } }],
    }),
  unreadable: Buffer.from('{"object": "page"}'),
  hook: {
    path: 'meta',
    headers: async (body, line) => ({
      'X-Hub-Signature-256': await signedByMeta(body, String(line.settings.appSecret)),
    }),
  },
});
