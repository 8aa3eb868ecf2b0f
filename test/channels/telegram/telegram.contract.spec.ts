import { channelContract } from '../../channel-contract.js';

let updates = 1000;
const chatOf = (from: string): number => 7_000_000 + Number(/\d+$/.exec(from)?.[0] ?? 0);

channelContract({
  kind: 'telegram',
  inbox: {},
  says: (from, text, id) => {
    const chat = { id: chatOf(from), type: 'private' };
    const update_id = (updates += 1);
    return {
      key: `update:${update_id}`,
      raw: Buffer.from(
        JSON.stringify({
          update_id,
          message: {
            message_id: Number(/\d+$/.exec(id)![0]),
            from: { id: chat.id, first_name: 'Ana' },
            chat,
            date: 1,
            text,
          },
        }),
      ),
    };
  },
  unreadable: Buffer.from('{"update": "none"}'),
  hook: {
    path: 'telegram',
    // The secret is a plain header: what is forged is a wrong one, as if it were another bot's.
    headers: (body, line) => ({
      'X-Telegram-Bot-Api-Secret-Token': body.includes('Another') ? 'of another bot' : String(line.settings.secret),
    }),
  },
});
