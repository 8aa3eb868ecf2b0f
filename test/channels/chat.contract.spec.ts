import { channelContract } from '../channel-contract.js';

channelContract({
  kind: 'chat',
  inbox: {},
  says: (from, text, id) => ({
    key: id,
    raw: Buffer.from(
      JSON.stringify({
        clientId: id,
        text,
        attachments: [],
        visitor: { key: from, verified: false, name: null, email: null, emailProven: false, language: 'en' },
      }),
    ),
  }),
});
