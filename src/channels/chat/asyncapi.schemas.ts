import {
  CONTACT_BODY,
  END_BODY,
  IDENTITY,
  MESSAGE_BODY,
  RATE_BODY,
  READ_BODY,
  SESSION_BODY,
  SYNC_BODY,
  TYPING_BODY,
} from './chat.bodies.js';
import type { CallName, ServerEventName } from './protocol/protocol.js';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const time = { type: 'string', format: 'date-time' };
const shape = (properties: Record<string, object>, required: string[], description?: string): object => ({
  type: 'object',
  properties,
  required,
  ...(description && { description }),
});

const OK = { const: true };
const failed = { oneOf: [ref('Failure')] };
const either = (success: object): object => ({ oneOf: [success, ...failed.oneOf] });

export const SCHEMAS = {
  Handshake: SESSION_BODY,
  Identity: IDENTITY,
  Author: shape(
    {
      kind: { enum: ['visitor', 'agent', 'bot', 'system'] },
      name: text,
      avatar: { type: 'string', format: 'uri-reference' },
    },
    ['kind', 'name'],
  ),
  Attachment: shape(
    {
      id: { type: 'string', format: 'uuid' },
      name: text,
      type: text,
      size: count,
      url: { type: 'string', format: 'uri-reference' },
    },
    ['id', 'name', 'type', 'size', 'url'],
  ),
  Message: shape(
    {
      id: { type: 'string', format: 'uuid' },
      seq: {
        type: 'integer',
        minimum: 1,
        description: 'Position in the conversation, without gaps. Messages are shown in this order and no other.',
      },
      clientId: {
        type: 'string',
        description: 'Present on the visitor’s own messages: the copy that the client showed is replaced by it.',
      },
      from: ref('Author'),
      text,
      html: { type: 'string', description: 'Sanitised; a client may always show the text instead.' },
      attachments: { type: 'array', items: ref('Attachment') },
      at: time,
    },
    ['id', 'seq', 'from', 'text', 'attachments', 'at'],
    'A message that comes again with the same seq replaces the earlier one. An empty text of kind "system" keeps a place and is not shown.',
  ),
  Team: shape(
    {
      name: text,
      online: { type: 'boolean' },
      waitMinutes: { type: ['number', 'null'] },
      opensAt: {
        type: ['string', 'null'],
        format: 'date-time',
        description: 'Nobody is there and it is outside their hours: when these begin again.',
      },
      people: { type: 'array', items: shape({ name: text, avatar: text }, ['name']) },
      position: {
        type: ['integer', 'null'],
        minimum: 1,
        description: 'Your place in line while nobody has taken the chat; waitMinutes is then your own wait.',
      },
    },
    ['name', 'online', 'waitMinutes'],
  ),
  Ended: shape(
    { by: { enum: ['visitor', 'agent', 'system'] }, at: time, rated: { type: 'boolean' } },
    ['by', 'at'],
    'The conversation rests. A new message goes on with it.',
  ),
  Conversation: shape(
    {
      id: { type: ['string', 'null'], description: 'Null until the first message.' },
      ticket: { type: ['integer', 'null'], description: 'Number of the ticket.' },
      lastSeq: count,
      readSeq: { ...count, description: 'How far the visitor has read.' },
      teamReadSeq: { ...count, description: 'How far the team has read.' },
      ended: { oneOf: [ref('Ended'), { type: 'null' }] },
      promise: { oneOf: [ref('Promise'), { type: 'null' }] },
    },
    ['id', 'ticket', 'lastSeq', 'readSeq'],
  ),
  Promise: shape(
    { metric: { type: 'string', example: 'first_response' }, dueAt: time },
    ['metric', 'dueAt'],
    'What the team has promised next, and by when.',
  ),
  Session: shape(
    {
      protocol: { const: 1 },
      visitor: { type: 'string', description: 'Keep it: it is the only key to this visitor’s conversation.' },
      conversation: ref('Conversation'),
      team: ref('Team'),
      history: { type: 'array', items: ref('Message'), description: 'The newest messages, oldest first.' },
      email: { type: ['string', 'null'], description: 'Where answers go when the visitor has left.' },
    },
    ['protocol', 'visitor', 'conversation', 'team', 'history'],
  ),
  Error: shape(
    {
      code: {
        type: 'string',
        examples: ['rate_limited', 'too_long', 'bad_request', 'unauthorized', 'closed', 'unavailable'],
        description: 'An unknown code means: try again later with the same clientId.',
      },
      message: text,
      retryAfter: { ...count, description: 'Milliseconds.' },
    },
    ['code', 'message'],
  ),
  Failure: shape({ ok: { const: false }, error: ref('Error') }, ['ok', 'error']),
  MessageAck: either(
    shape(
      {
        ok: OK,
        id: text,
        seq: { type: 'integer', minimum: 1 },
        at: time,
        conversation: text,
        ticket: { type: 'integer' },
        promise: { oneOf: [ref('Promise'), { type: 'null' }] },
      },
      ['ok', 'id', 'seq', 'at'],
    ),
  ),
  SyncAck: either(
    shape({ ok: OK, messages: { type: 'array', items: ref('Message') }, more: { type: 'boolean' } }, [
      'ok',
      'messages',
      'more',
    ]),
  ),
  Ack: either(shape({ ok: OK }, ['ok'])),
};

const at = '2026-11-21T13:24:05.120Z';
const message = {
  id: '0192f6a0-6c00-7abc-8def-0123456789ab',
  seq: 2,
  from: { kind: 'agent', name: 'Rui Tanaka' },
  text: 'Which lights are on at the front?',
  attachments: [],
  at,
};
const team = { name: 'Araucária support', online: true, waitMinutes: 1, people: [{ name: 'Rui Tanaka' }] };
const clientId = '0192f6a0-5b1c-7d3e-8f00-1a2b3c4d5e6f';

interface Described {
  about: string;
  payload: object;
  example: object;
}
interface CallDescribed extends Described {
  ack: 'MessageAck' | 'SyncAck' | 'Ack';
  ackExample: object;
}

export const CALLS: Record<CallName, CallDescribed> = {
  message: {
    about: 'Says something. The ack comes after the commit; the same clientId again gives the same ack.',
    payload: MESSAGE_BODY,
    example: { clientId, text: 'The router is dead since nine.' },
    ack: 'MessageAck',
    ackExample: {
      ok: true,
      id: '0192f6a0-5b20-7000-8000-000000000001',
      seq: 1,
      at,
      conversation: '0192f6a0-5b20-7000-8000-000000000000',
      ticket: 1042,
    },
  },
  sync: {
    about: 'Asks for what came after a seq: on reconnect, and whenever a seq is missing. While `more`, ask again.',
    payload: SYNC_BODY,
    example: { after: 1 },
    ack: 'SyncAck',
    ackExample: { ok: true, messages: [message], more: false },
  },
  read: {
    about: 'Everything up to seq was read. Never goes back.',
    payload: READ_BODY,
    example: { seq: 2 },
    ack: 'Ack',
    ackExample: { ok: true },
  },
  typing: {
    about: 'The visitor writes, or stopped. At most every three seconds; may be lost.',
    payload: TYPING_BODY,
    example: { on: true },
    ack: 'Ack',
    ackExample: { ok: true },
  },
  rate: {
    about: 'What the visitor thought of it.',
    payload: RATE_BODY,
    example: { score: 4, comment: 'Quick' },
    ack: 'Ack',
    ackExample: { ok: true },
  },
  end: { about: 'The visitor is done.', payload: END_BODY, example: {}, ack: 'Ack', ackExample: { ok: true } },
  contact: {
    about: 'Where answers may go when the visitor has left. Optional for clients.',
    payload: CONTACT_BODY,
    example: { email: 'ana@example.com' },
    ack: 'Ack',
    ackExample: { ok: true },
  },
};

export const EVENTS: Record<ServerEventName, Described> = {
  session: {
    about: 'The first thing after each connect.',
    payload: ref('Session'),
    example: {
      protocol: 1,
      visitor: 'vst_9yJ0b1mDq2…',
      conversation: {
        id: '0192f6a0-5b20-7000-8000-000000000000',
        ticket: 1042,
        lastSeq: 2,
        readSeq: 1,
        teamReadSeq: 2,
        ended: null,
        promise: { metric: 'next_response', dueAt: at },
      },
      team,
      history: [message],
      email: null,
    },
  },
  message: {
    about: 'Something was said, by the team or by the visitor elsewhere. Two more than the last seq: sync.',
    payload: ref('Message'),
    example: message,
  },
  typing: {
    about: 'Somebody of the team writes, or stopped. Forget it after six seconds.',
    payload: shape({ on: { type: 'boolean' }, name: text }, ['on']),
    example: { on: true, name: 'Rui Tanaka' },
  },
  read: { about: 'The team has read up to seq.', payload: READ_BODY, example: { seq: 1 } },
  presence: { about: 'Who is there changed.', payload: ref('Team'), example: team },
  ended: { about: 'The conversation rests.', payload: ref('Ended'), example: { by: 'agent', at } },
};
