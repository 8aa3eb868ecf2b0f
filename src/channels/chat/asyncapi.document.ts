import { CALLS, EVENTS, SCHEMAS } from './asyncapi.schemas.js';
import { LIMITS } from './protocol/protocol.js';

const ABOUT = `The chat protocol, version 1. It is open: the widget and \`frontdesk chat\` use nothing else.

**Connect** with Socket.IO 4 to the namespace \`/chat\` and give the handshake as \`auth\`. The server answers with \`session\`; a refusal comes as \`connect_error\` with \`data: {code, message}\`.

**Say** with \`message\`: keep what is said until the ack has come, and send it again, with the same \`clientId\`, until it does. The ack means: committed.

**Order** by \`seq\`, which has no gaps. Sockets are hints: when a \`seq\` is missing, and after each reconnect, ask with \`sync\`.

**Without sockets**, the same calls exist over HTTP below \`/api/v1/chat\`: \`POST session\`, \`GET messages?after=\`, \`POST messages\`, \`GET events?after=&wait=\` (long poll), \`POST read\`, \`typing\`, \`rate\`, \`end\`, \`contact\`, with the session's \`visitor\` as bearer token. Errors are problem+json with the same codes.

**Files** go first, to \`POST /api/v1/chat/attachments\` (multipart, part \`file\`, at most ${LIMITS.attachmentBytes / 1024 / 1024} MB); the message then names their ids.

**Limits**: ${LIMITS.text} characters, ${LIMITS.attachments} attachments, ${LIMITS.messages} messages per ${LIMITS.windowMs / 1000} seconds. Beyond them an ack has \`ok: false\` and the socket stays open.

**Unknown** fields are ignored, unknown events are skipped: later versions only add.

**Check** a server with \`npm run cli -- chat conformance <url> --inbox <key>\`, a client with \`npm run cli -- chat conformance --serve\`.`;

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** AsyncAPI 3 for the socket; made of the same schemas that OpenAPI shows for the plain HTTP calls. */
export function asyncApiDocument(publicUrl: string): object {
  const { host, protocol } = new URL(publicUrl);
  const calls = Object.entries(CALLS);
  const events = Object.entries(EVENTS);
  const channelMessage = (name: string): object => ({ $ref: `#/channels/chat/messages/${name}` });
  return {
    asyncapi: '3.0.0',
    info: { title: 'Frontdesk chat', version: '1', description: ABOUT, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: {
      desk: {
        host,
        pathname: '/socket.io/',
        protocol: protocol === 'https:' ? 'wss' : 'ws',
        description: 'Socket.IO 4 (Engine.IO 4), websocket or polling.',
      },
    },
    channels: {
      chat: {
        address: '/chat',
        title: 'Namespace /chat',
        description: 'Connect with `auth` after the schema Handshake.',
        messages: {
          ...Object.fromEntries(
            calls.map(([name, { about, payload, example }]) => [
              `${name}Call`,
              { name, title: `client → ${name}`, summary: about, payload, examples: [{ name, payload: example }] },
            ]),
          ),
          ...Object.fromEntries(
            calls.map(([name, { ack, ackExample }]) => [
              `${name}Ack`,
              {
                name: `${name} ack`,
                title: `ack of ${name}`,
                payload: { $ref: `#/components/schemas/${ack}` },
                examples: [{ name, payload: ackExample }],
              },
            ]),
          ),
          ...Object.fromEntries(
            events.map(([name, { about, payload, example }]) => [
              `${name}Event`,
              { name, title: `server → ${name}`, summary: about, payload, examples: [{ name, payload: example }] },
            ]),
          ),
        },
      },
    },
    operations: {
      ...Object.fromEntries(
        calls.map(([name, { about }]) => [
          `receive${title(name)}`,
          {
            action: 'receive',
            channel: { $ref: '#/channels/chat' },
            summary: about,
            messages: [channelMessage(`${name}Call`)],
            reply: { channel: { $ref: '#/channels/chat' }, messages: [channelMessage(`${name}Ack`)] },
          },
        ]),
      ),
      ...Object.fromEntries(
        events.map(([name, { about }]) => [
          `send${title(name)}`,
          {
            action: 'send',
            channel: { $ref: '#/channels/chat' },
            summary: about,
            messages: [channelMessage(`${name}Event`)],
          },
        ]),
      ),
    },
    components: { schemas: SCHEMAS },
  };
}
