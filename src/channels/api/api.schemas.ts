/**
 * What comes in and what goes out, as JSON Schema. The same schemas check what arrives and are published in the
 * description, so the two cannot differ.
 */

export const MAX_TEXT = 10_000;
export const MAX_FILES = 10;
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

const id = (description: string) => ({ type: 'string', minLength: 1, maxLength: 200, description });
const text = (description: string) => ({ type: 'string', maxLength: MAX_TEXT, description });

const Sender = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: {
    id: id('Who it is, on your side. The same id is the same customer, and is where answers go.'),
    name: { type: 'string', maxLength: 200 },
    email: { type: 'string', format: 'email', maxLength: 254 },
    phone: { type: 'string', maxLength: 40, description: 'With country code, such as +5511987654321.' },
    verified: {
      type: 'boolean',
      default: false,
      description: 'You have proof that e-mail and phone are theirs: whoever we know by them is the same person.',
    },
  },
};

const InboundFile = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 200 },
    type: { type: 'string', maxLength: 100, description: 'What you believe it is; we look at the bytes.' },
    content: { type: 'string', description: `Base64, at most ${MAX_FILE_BYTES / 1024 / 1024} MB.` },
    url: {
      type: 'string',
      maxLength: 2000,
      pattern: '^https?://',
      description: 'Or an address from which we fetch it at once. It must be reachable without a sign-in.',
    },
  },
  oneOf: [{ required: ['content'] }, { required: ['url'] }],
};

const event = (type: string, description: string, body: object) => ({
  type: 'object',
  description,
  required: ['id', 'type', type],
  additionalProperties: false,
  properties: {
    id: id('Of this event, unique on your side. The same id again changes nothing.'),
    type: { const: type },
    [type]: { type: 'object', additionalProperties: false, ...body },
  },
});

const of = id('Your id of the message, or the `externalId` that you gave for one of ours.');

export const INBOUND = {
  message: event('message', 'A customer says something.', {
    required: ['from'],
    properties: {
      id: id('Of the message; the id of the event where it is left out. Edits and replies name it.'),
      from: { $ref: '#/components/schemas/Sender' },
      text: text('Plain text. May be empty where there are files.'),
      files: { type: 'array', maxItems: MAX_FILES, items: { $ref: '#/components/schemas/InboundFile' } },
      replyTo: id('The message that it answers.'),
      language: { type: 'string', maxLength: 20, description: 'Such as pt-BR.' },
      automatic: { type: 'boolean', description: 'Written by a machine: it joins, but wakes nobody.' },
    },
    anyOf: [
      { required: ['text'], properties: { text: { minLength: 1 } } },
      { required: ['files'], properties: { files: { minItems: 1 } } },
    ],
  }),
  receipt: event('receipt', 'What became of something that we sent. Only moves forward; order does not matter.', {
    required: ['of', 'state'],
    properties: {
      of,
      state: { enum: ['delivered', 'read', 'failed'] },
      error: { type: 'string', maxLength: 500, description: 'For people, where it failed.' },
      undeliverable: { type: 'boolean', description: 'This customer can never be reached again.' },
    },
  }),
  edit: event('edit', 'A message was corrected. Agents see the new text, and that there was another.', {
    required: ['of', 'text'],
    properties: { of, text: text('The whole new text.') },
  }),
  unsend: event('unsend', 'A message was taken back. Its words and files are shown to nobody any more.', {
    required: ['of'],
    properties: { of },
  }),
  reaction: event('reaction', 'A mark on a message, or none any more.', {
    required: ['of', 'mark'],
    properties: { of, mark: { type: ['string', 'null'], maxLength: 20, description: 'An emoji; null takes it away.' } },
  }),
};

const OutboundFile = {
  type: 'object',
  required: ['name', 'type', 'size', 'content'],
  properties: {
    name: { type: 'string' },
    type: { type: 'string' },
    size: { type: 'integer' },
    content: { type: 'string', description: 'Base64.' },
  },
};

export const OUTBOUND = {
  message: {
    type: 'object',
    description: 'Something to bring to the customer.',
    required: ['id', 'type', 'message'],
    properties: {
      id: { type: 'string', format: 'uuid', description: 'Also the Idempotency-Key: the same on every attempt.' },
      type: { const: 'message' },
      message: {
        type: 'object',
        required: ['id', 'conversation', 'ticket', 'to', 'from', 'text', 'files', 'automatic', 'at'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          conversation: { type: 'string', format: 'uuid' },
          ticket: { type: 'integer', description: 'Its number.' },
          to: {
            type: 'object',
            required: ['id'],
            properties: {
              id: { type: 'string', description: 'As you gave it in `from.id`.' },
              name: { type: 'string' },
            },
          },
          from: {
            type: 'object',
            required: ['name', 'kind'],
            properties: { name: { type: 'string' }, kind: { enum: ['agent', 'bot', 'system'] } },
          },
          text: { type: 'string' },
          files: { type: 'array', items: { $ref: '#/components/schemas/OutboundFile' } },
          replyTo: { type: ['string', 'null'], description: 'Your id of the customer’s latest message.' },
          quotes: {
            type: ['string', 'null'],
            description: 'The one message that the agent answers, by your id or ours, where they chose one.',
          },
          automatic: { type: 'boolean' },
          at: { type: 'string', format: 'date-time' },
        },
      },
    },
  },
  ping: {
    type: 'object',
    description: 'The live check asks whether you are there. Answer 200; bring it to nobody.',
    required: ['id', 'type'],
    properties: { id: { type: 'string', format: 'uuid' }, type: { const: 'ping' } },
  },
};

const Answer = {
  type: 'object',
  properties: {
    externalId: {
      type: 'string',
      maxLength: 200,
      description: 'Your id of it; receipts and replies may name it. Ours, where you give none.',
    },
    error: { type: 'string', description: 'With a 4xx: why not, for people.' },
    undeliverable: { type: 'boolean', description: 'With a 4xx: this customer can never be reached again.' },
  },
};

export const SCHEMAS = { Sender, InboundFile, OutboundFile, Answer };
