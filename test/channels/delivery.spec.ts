import { InboxesService } from '../../src/channels/inboxes.service.js';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import { DeliveryService } from '../../src/channels/delivery/delivery.service.js';
import { Reconciliation } from '../../src/channels/delivery/reconciliation.service.js';
import { SendFailure, type Line } from '../../src/channels/contract.js';
import { ConversationsService } from '../../src/conversations/conversations.service.js';
import { MessageStates } from '../../src/conversations/message-states.service.js';
import { ProcessMark } from '../../src/platform/database/process-mark.js';
import { Work } from '../../src/platform/database/work.js';
import { SYSTEM } from '../../src/platform/http/access.decorators.js';
import { TicketWriter } from '../../src/tickets/ticket-writer.service.js';
import { TestApp } from '../harness/app.js';
import { JsonChannel, says } from './json-channel.js';

describe('sending a reply', () => {
  let app: TestApp;
  let channel: JsonChannel;
  let line: Line;
  let ticketId: string;
  let conversationId: string;

  beforeAll(async () => {
    app = await TestApp.boot();
    app.get(ChannelRegistry).add((channel = new JsonChannel('letters')));
    const { inbox } = await app.get(InboxesService).create({ channel: 'letters', name: 'Letters' });
    line = await app.get(InboxesService).line(inbox.id);
    const raw = Buffer.from(JSON.stringify([says('ana@loja.example', 'Help', { externalId: '<first@x>' })]));
    const { envelopeId } = await app.get(Receiver).receive(line, { key: 'first', raw });
    await app.settle();
    [{ ticket_id: ticketId }] = await app.db.query('select ticket_id from envelopes where id = $1', [envelopeId]);
    [{ id: conversationId }] = await app.db.query('select id from conversations where ticket_id = $1', [ticketId]);
  });
  beforeEach(() => {
    channel.sent.length = 0;
    channel.answer = async ({ messageId }) => ({ externalId: `sent-${messageId}` });
  });
  afterAll(() => app.close());

  const reply = (text = 'We look at it', to = 'ana@loja.example', more: object = {}) =>
    app.get(Work).run(async (tx) => {
      const ticket = await app.get(TicketWriter).lock(tx, ticketId);
      const conversation = await app.get(ConversationsService).find(tx, conversationId);
      return app.get(TicketWriter).say(tx, ticket, { ...SYSTEM, name: 'Rui' }, conversation!, {
        kind: 'message',
        direction: 'out',
        author: { kind: 'user', id: null },
        sender: { name: 'Rui' },
        recipients: [{ address: to }],
        text,
        state: 'queued',
        ...more,
      });
    });
  const stateOf = async (id: string) =>
    (await app.db.query('select state, error, external_id, send_at from messages where id = $1', [id]))[0];

  it('leaves once, after the commit, with what the customer’s program threads by', async () => {
    const { id } = await reply();
    await app.settle();

    expect(await stateOf(id)).toMatchObject({ state: 'sent', external_id: `sent-${id}` });
    expect(channel.sent).toHaveLength(1);
    expect(channel.sent[0]).toMatchObject({
      inReplyTo: '<first@x>',
      references: ['<first@x>'],
      to: [{ address: 'ana@loja.example' }],
    });
    expect(channel.sent[0]?.history.map((h) => h.text)).toEqual(['Help']);
  });

  it('quotes nothing to somebody who has not taken part', async () => {
    await reply('For your colleague', 'stranger@other.example');
    await app.settle();

    expect(channel.sent[0]?.history).toEqual([]);
  });

  it('is claimed by one of fifty workers', async () => {
    const { id } = await reply('once', undefined, { sendAt: null });
    await Promise.all(Array.from({ length: 50 }, () => app.get(DeliveryService).send(id)));
    await app.settle();

    expect(channel.sent.filter((out) => out.messageId === id)).toHaveLength(1);
  });

  it('is repeated later where it surely was not accepted', async () => {
    channel.answer = async () => {
      throw new SendFailure('passing', 'the server is busy');
    };
    const { id } = await reply();
    await app.get(DeliveryService).send(id);

    const waiting = await stateOf(id);
    expect(waiting).toMatchObject({ state: 'queued', error: 'the server is busy' });
    expect(waiting.send_at.getTime()).toBeGreaterThan(Date.now() + 20_000);
    await app.db.query(`update messages set state = 'cancelled' where id = $1`, [id]);
  });

  it('is not repeated where it may have been accepted', async () => {
    channel.answer = async () => {
      throw new SendFailure('unknown', 'no answer after the data');
    };
    const { id } = await reply();
    await app.settle();
    await app.get(DeliveryService).sweep();
    await app.get(Reconciliation).sweep();
    await app.settle();

    expect(await stateOf(id)).toMatchObject({ state: 'unknown', error: 'no answer after the data' });
    expect(channel.sent).toHaveLength(1);
  });

  it('fails for good where the address will never work, and says so', async () => {
    channel.answer = async () => {
      throw new SendFailure('permanent', 'no such mailbox', true);
    };
    const { id } = await reply();
    await app.settle();

    expect(await stateOf(id)).toMatchObject({ state: 'failed', error: 'no such mailbox' });
    const [identity] = await app.db.query('select undeliverable_at from contact_identities where value = $1', [
      'ana@loja.example',
    ]);
    expect(identity.undeliverable_at).not.toBeNull();
  });

  it('moves only forward, whatever the order of its receipts', async () => {
    const { id } = await reply();
    await app.settle();
    const states = app.get(MessageStates);
    const advance = (state: 'delivered' | 'read' | 'sent') => app.get(Work).run((tx) => states.advance(tx, id, state));

    expect(await advance('read')).toBe(true);
    expect(await advance('delivered')).toBe(false);
    expect(await advance('sent')).toBe(false);
    expect((await stateOf(id)).state).toBe('read');
  });

  it('refuses within the transaction what the channel cannot carry', async () => {
    await expect(reply('x'.repeat(1001))).rejects.toMatchObject({ code: 'too_long', status: 422 });
  });

  it('is found by the sweep when the job was lost', async () => {
    const { id } = await reply();
    await app.settle();
    await app.db.query(`update messages set state = 'queued', send_at = now() - interval '5 minutes' where id = $1`, [
      id,
    ]);
    channel.sent.length = 0;

    await app.get(DeliveryService).sweep();

    expect((await stateOf(id)).state).toBe('sent');
    expect(channel.sent).toHaveLength(1);
  });

  describe('in the hands of a process', () => {
    const inTheHandsOf = async (mark: number | null): Promise<string> => {
      const { id } = await reply();
      await app.settle();
      await app.db.query(
        `update messages set state = 'sending', sending_by = $2, updated_at = now() - interval '1 minute' where id = $1`,
        [id, mark],
      );
      channel.sent.length = 0;
      await app.get(Reconciliation).sweep();
      return id;
    };

    it.each([
      ['that died', 1],
      ['of an earlier release', null],
    ])('%s is unknown, and not repeated', async (_, mark) => {
      const id = await inTheHandsOf(mark);

      expect((await stateOf(id)).state).toBe('unknown');
      expect(channel.sent).toHaveLength(0);
    });

    it('that lives is left alone, however long it takes', async () => {
      const id = await inTheHandsOf(await app.get(ProcessMark).hold());

      expect((await stateOf(id)).state).toBe('sending');
      await app.db.query('update messages set sending_by = 1 where id = $1', [id]);
    });

    it('is not held up by its own lock, which the server still keeps for a connection that is gone', async () => {
      const mark = await app.get(ProcessMark).hold();
      const other = app.db.createQueryRunner();
      await other.query('select pg_advisory_lock_shared(41, $1::int)', [mark]);
      await app.db.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid::int = $1 and pid <> $2`,
        [mark, (await other.query('select pg_backend_pid() as pid'))[0].pid],
      );

      // The first to ask learns that the connection is gone; the next one is on another.
      await app
        .get(ProcessMark)
        .living()
        .catch(() => undefined);
      expect(await app.get(ProcessMark).living()).toContain(mark);
      await other.query('select pg_advisory_unlock_all()');
      await other.release();
    });

    it('that lost its database for a moment is still known to live', async () => {
      const mark = await app.get(ProcessMark).hold();
      await app.db.query(
        `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid::int = $1`,
        [mark],
      );

      const id = await inTheHandsOf(mark);

      expect((await stateOf(id)).state).toBe('sending');
    });
  });
});
