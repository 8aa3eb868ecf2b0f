import type { TalkLine } from './line-people.js';

/** What came in on a line, as far as a reader of the original wants to see it. */
export interface LineMessage {
  id: string;
  from: { value: string; name: string };
  to: string;
  text: string;
  at: number;
  /** Under a post. */
  public: boolean;
}

/** The bytes that the provider would have brought. */
export function lineSource(line: TalkLine, message: LineMessage): Buffer {
  const { id, from, to, text, at } = message;
  if (line === 'sms' || line === 'whatsapp') {
    const prefix = line === 'whatsapp' ? 'whatsapp:+' : '';
    const form = {
      MessageSid: id,
      From: prefix + from.value,
      To: (line === 'whatsapp' ? 'whatsapp:' : '') + to,
      Body: text,
      NumMedia: '0',
      ...(line === 'whatsapp' && { ProfileName: from.name, WaId: from.value }),
    };
    return Buffer.from(new URLSearchParams(form).toString());
  }
  if (line === 'telegram') return json(update(message));
  const entry = message.public
    ? { id: to, changes: [comment(line, message)] }
    : { id: to, messaging: [event(message)] };
  return json({ object: line === 'messenger' ? 'page' : 'instagram', entry: [{ time: at, ...entry }] });
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

const event = ({ id, from, to, text, at }: LineMessage): object => ({
  sender: { id: from.value },
  recipient: { id: to },
  timestamp: at,
  message: { mid: id, text },
});

function comment(line: TalkLine, { id, from, text, at }: LineMessage): object {
  const comment_id = id.replace('comment:', '');
  if (line === 'instagram') {
    const value = { id: comment_id, text, from: { id: from.value, username: from.name }, media: { id: POST } };
    return { field: 'comments', value };
  }
  const value = { item: 'comment', verb: 'add', comment_id, post_id: POST, parent_id: POST, message: text };
  return { field: 'feed', value: { ...value, from: { id: from.value, name: from.name }, created_time: seconds(at) } };
}

const POST = '5500012';

const update = ({ id, from, text, at }: LineMessage): object => {
  const [chat = '', message = ''] = id.split(':');
  const [first, ...rest] = from.name.split(' ');
  return {
    update_id: Number(message),
    message: {
      message_id: Number(message),
      from: { id: Number(from.value), first_name: first, last_name: rest.join(' ') },
      chat: { id: Number(chat), type: 'private' },
      date: seconds(at),
      text,
    },
  };
};

const seconds = (at: number): number => Math.floor(at / 1000);
