import { LIMITS } from './protocol/protocol.js';

/** The bodies of the calls as JSON Schema, for OpenAPI and AsyncAPI alike. They are judged by `calls.rules.ts`. */
const object = (properties: Record<string, object>, required: string[] = []): BodySchema => ({
  type: 'object',
  properties,
  required,
});

export interface BodySchema {
  type: 'object';
  properties: Record<string, object>;
  required: string[];
  [key: string]: unknown;
}

export const MESSAGE_BODY = object(
  {
    clientId: {
      type: 'string',
      minLength: 1,
      maxLength: 64,
      description: 'Made once by the client for each thing said; a UUIDv7 is best.',
      examples: ['0192f6a0-5b1c-7d3e-8f00-1a2b3c4d5e6f'],
    },
    text: { type: 'string', maxLength: LIMITS.text, description: 'May be empty beside attachments.' },
    attachments: {
      type: 'array',
      maxItems: LIMITS.attachments,
      items: { type: 'string', format: 'uuid' },
      description: 'Ids of uploaded files.',
    },
  },
  ['clientId', 'text'],
);
export const SYNC_BODY = object({ after: { type: 'integer', minimum: 0 } }, ['after']);
export const READ_BODY = object({ seq: { type: 'integer', minimum: 0 } }, ['seq']);
export const TYPING_BODY = object({ on: { type: 'boolean' } }, ['on']);
export const RATE_BODY = object(
  { score: { type: 'integer', minimum: 1, maximum: 5 }, comment: { type: 'string', maxLength: LIMITS.comment } },
  ['score'],
);
export const END_BODY = object({});
export const CONTACT_BODY = object(
  { email: { type: 'string', format: 'email', maxLength: 254 }, name: { type: 'string', maxLength: 120 } },
  ['email'],
);
export const IDENTITY = object(
  {
    id: { type: 'string', minLength: 1, maxLength: 200 },
    email: {
      type: 'string',
      format: 'email',
      description: 'Believed only where it equals the id: the hash covers the id alone.',
    },
    name: { type: 'string', maxLength: 120 },
    hash: {
      type: 'string',
      description: 'Hex HMAC-SHA256 of the id with the inbox’s identity secret, made by the company’s server.',
    },
  },
  ['id', 'hash'],
);
export const SESSION_BODY = object(
  {
    inbox: { type: 'string', description: 'The widget’s public key.', examples: ['wgt_w0sVtcKD7kTn4mG8BlnMcQ2x'] },
    visitor: { type: 'string', description: 'The token of an earlier session. An unknown one begins anew.' },
    identity: IDENTITY,
    lang: { type: 'string', description: 'BCP 47, such as pt-BR.' },
  },
  ['inbox'],
);
