import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { CALLS, EVENTS, SCHEMAS } from '../../src/channels/chat/asyncapi.schemas.js';
import { SERVER_EVENTS } from '../../src/channels/chat/protocol/protocol.js';
import { TestApp } from '../harness/app.js';
import { administrator } from '../harness/people.js';
import { chatInbox, leave, say, visitor } from './visitors.js';

const asyncApiSchema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;

let app: TestApp;
beforeAll(async () => (app = await TestApp.boot()));
afterEach(leave);
afterAll(() => app?.close());

const formats = addFormats as unknown as (ajv: Ajv) => Ajv;
const shapes = (): Ajv =>
  formats(new Ajv({ strict: false, allErrors: true })).addSchema({ $id: 'doc', components: { schemas: SCHEMAS } });
const keeps = (ajv: Ajv, schema: object, value: unknown): string => {
  const within = JSON.parse(JSON.stringify(schema).replaceAll('#/components/', 'doc#/components/')) as object;
  return ajv.validate(within, value) ? '' : ajv.errorsText();
};

describe('the AsyncAPI document', () => {
  it('is served and is AsyncAPI 3', async () => {
    const { status, body } = await app.anyone.get('//api/asyncapi.json');
    expect(status).toBe(200);
    const ajv = formats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
    const valid = ajv.validate(asyncApiSchema, body);
    expect(valid ? [] : ajv.errors).toEqual([]);
  });

  it('names every call and every event', () => {
    expect(Object.keys(EVENTS)).toEqual([...SERVER_EVENTS]);
    expect(Object.keys(CALLS)).toEqual(['message', 'sync', 'read', 'typing', 'rate', 'end', 'contact']);
  });

  it.each([...Object.entries(CALLS), ...Object.entries(EVENTS)])(
    'has an example of %s that its schema accepts',
    (_, { payload, example }) => {
      expect(keeps(shapes(), payload, example)).toBe('');
    },
  );

  it.each(Object.entries(CALLS))('has an acknowledgement of %s that its schema accepts', (_, { ack, ackExample }) => {
    expect(keeps(shapes(), { $ref: `#/components/schemas/${ack}` }, ackExample)).toBe('');
  });

  it('describes what the server really says', async () => {
    const inbox = await chatInbox(app, await administrator(app));
    const ana = await visitor(app, inbox);
    await say(ana, 'Hello');
    const session = await app.anyone.post('/chat/session', { inbox: inbox.publicKey, visitor: ana.visitorToken });
    expect(keeps(shapes(), { $ref: '#/components/schemas/Session' }, session.body)).toBe('');
    const synced = await app.anyone.with({ Authorization: `Bearer ${ana.visitorToken}` }).get('/chat/messages?after=0');
    expect(keeps(shapes(), { $ref: '#/components/schemas/SyncAck' }, synced.body)).toBe('');
    expect((synced.body.messages as unknown[]).length).toBe(1);
  });
});
