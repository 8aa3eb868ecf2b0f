import { INBOUND, OUTBOUND, SCHEMAS } from './api.schemas.js';

const ABOUT = `Connect a line that Frontdesk does not have. Make an inbox of the kind "API"; its page shows the address to
post to and, once, the signing secret.

**Both ways are signed.** \`X-Frontdesk-Timestamp\` is the time in seconds; \`X-Frontdesk-Signature\` is
\`v1=<hex HMAC-SHA256(secret, timestamp + "." + body)>\` over the bytes as they are sent. What is older than five minutes
is refused. While a secret is replaced, our signature header holds two, separated by a comma; one of them is right.

**Repeats are known** by the id of the event, and from us by \`Idempotency-Key\`: answer as you did the first time.`;

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

const SIGNED = [
  header('X-Frontdesk-Timestamp', 'Seconds since 1970.'),
  header('X-Frontdesk-Signature', 'v1=<hex HMAC-SHA256(secret, timestamp.body)>'),
];

const json = (schema: object) => ({ required: true, content: { 'application/json': { schema } } });
const answers = (what: Record<string, string>) =>
  Object.fromEntries(Object.entries(what).map(([status, description]) => [status, { description }]));

/** OpenAPI 3.1 of the line itself: the way in as a path, the way out as webhooks. */
export function describeApi(publicUrl: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Frontdesk API line',
      version: '1',
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    paths: {
      '/hooks/api/{inbox}': {
        post: {
          operationId: 'bringEvent',
          summary: 'Bring what a customer says, or what became of an answer',
          parameters: [
            { name: 'inbox', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
            ...SIGNED,
          ],
          requestBody: json({ oneOf: Object.values(INBOUND), discriminator: { propertyName: 'type' } }),
          responses: answers({
            200: 'It is stored; or it was before, and nothing changed.',
            403: 'The signature is not right, or too old.',
            404: 'There is no such inbox, or it is paused.',
            422: 'Not valid; `errors` says where. Nothing was stored.',
          }),
        },
      },
    },
    webhooks: Object.fromEntries(
      Object.entries(OUTBOUND).map(([type, schema]) => [
        type,
        {
          post: {
            operationId: type,
            summary: schema.description,
            parameters: [...SIGNED, header('Idempotency-Key', 'The same on every attempt.')],
            requestBody: json(schema),
            responses: {
              200: {
                description: 'You have it.',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
              },
              ...answers({
                '4XX': 'Never: it is not sent again. 408, 425 and 429 count as 5XX.',
                '5XX': 'Not now: it is sent again, for about a day. So is what gets no answer in 15 seconds.',
              }),
            },
          },
        },
      ]),
    ),
    components: { schemas: SCHEMAS },
  };
}
