import { jest } from '@jest/globals';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import type { Line } from '../../src/channels/contract.js';
import { IntakeStory } from '../../src/intake/intake.story.js';
import { JsonChannel, says } from '../channels/json-channel.js';
import { newId } from '../../src/platform/ids.js';
import { TestApp } from '../harness/app.js';
import { until } from '../harness/platform.js';

describe('the story of what comes in', () => {
  let app: TestApp;
  let letters: Line;
  let talk: Line;
  let notes: Line;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.boot();
    const registry = app.get(ChannelRegistry);
    registry.add(new JsonChannel('letters'));
    registry.add(new JsonChannel('talk', { threads: false, intake: 'at-once' }));
    registry.add(new JsonChannel('notes', { threads: false }));
    const make = async (channel: string) => {
      const { inbox } = await app.get(InboxesService).create({ channel, name: channel });
      return app.get(InboxesService).line(inbox.id);
    };
    letters = await make('letters');
    talk = await make('talk');
    notes = await make('notes');
  });
  afterAll(() => app.close());

  const receive = (line: Line, inbound: unknown, key = `k${(count += 1)}`) =>
    app
      .get(Receiver)
      .receive(line, { key, raw: Buffer.from(typeof inbound === 'string' ? inbound : JSON.stringify(inbound)) });
  const envelope = async (id: string) => (await app.db.query('select * from envelopes where id = $1', [id]))[0];
  const messagesOf = (ticketId: string) =>
    app.db.query('select * from messages where ticket_id = $1 order by ticket_seq', [ticketId]);

  it('makes a ticket of a first message and ends the envelope as processed', async () => {
    const { envelopeId } = await receive(letters, [says('ana@loja.example', 'Router offline')]);
    await app.settle();

    const ended = await envelope(envelopeId);
    expect(ended).toMatchObject({ state: 'processed', reason: null });
    expect(await messagesOf(ended.ticket_id)).toMatchObject([
      { text: 'Router offline', seq: 1, ticket_seq: 1, direction: 'in' },
    ]);
  });

  it('knows a repeat by its key and changes nothing', async () => {
    const first = await receive(letters, [says('bia@loja.example', 'Once')], 'same');
    const again = await receive(letters, [says('bia@loja.example', 'Once')], 'same');
    await app.settle();

    expect(again).toEqual({ envelopeId: first.envelopeId, repeat: true });
    const tickets = await app.db.query(`select id from tickets where subject = 'Once'`);
    expect(tickets).toHaveLength(1);
  });

  it('joins by a reference, and keeps a sender who is not proven apart from it', async () => {
    await receive(letters, [says('caio@loja.example', 'Invoice', { externalId: '<1@x>' })]);
    await app.settle();
    const honest = await receive(letters, [
      says('caio@loja.example', 'More', { thread: { senderProven: true, references: ['<1@x>'] } }),
    ]);
    const forged = await receive(letters, [
      says('caio@loja.example', 'Pay here', { thread: { senderProven: false, references: ['<1@x>'] } }),
    ]);
    await app.settle();

    const [one, two] = [await envelope(honest.envelopeId), await envelope(forged.envelopeId)];
    expect((await messagesOf(one.ticket_id)).map((m: { text: string }) => m.text)).toEqual(['Invoice', 'More']);
    expect(two.ticket_id).not.toBe(one.ticket_id);
    expect((await messagesOf(two.ticket_id))[0].meta.possibleFollowUp).toMatchObject({
      ticketId: one.ticket_id,
      reason: 'sender-not-proven',
    });
  });

  it('reads what one customer says in its order, also what a process that died left behind', async () => {
    const said = (text: string) => Buffer.from(JSON.stringify([says('ilse@loja.example', text)]));
    // Stored and acknowledged; nobody came to read it.
    await app.db.query(
      `insert into envelopes (id, inbox_id, channel, key, size, raw, received_at, said_by)
       values ($1, $2, 'notes', 'left behind', 1, $3, now() - interval '1 second', 'ilse')`,
      [newId(), notes.id, said('The first thing')],
    );
    const { envelopeId } = await app
      .get(Receiver)
      .receive(notes, { key: 'after it', saidBy: 'ilse', raw: said('The second thing') });
    await app.settle();

    const { ticket_id: ticketId } = await envelope(envelopeId);
    const texts = (await messagesOf(ticketId)).map((message: { text: string }) => message.text);
    expect(texts).toEqual(['The first thing', 'The second thing']);
  });

  it('lets what follows wait for an earlier thing of the same customer that fails for a moment', async () => {
    const said = (text: string) => Buffer.from(JSON.stringify([says('kira@loja.example', text)]));
    const story = app.get(IntakeStory);
    const tell = story.tell.bind(story);
    let failures = 0;
    jest.spyOn(story, 'tell').mockImplementation(async (tx, held, line, inbound) => {
      const [first] = inbound as { text?: string }[];
      if (first?.text === 'One' && (failures += 1) <= 2) throw new Error('the disk is busy');
      return tell(tx, held, line, inbound);
    });
    await app.get(Receiver).receive(notes, { key: 'kira 1', saidBy: 'kira', raw: said('One') });
    const { envelopeId } = await app.get(Receiver).receive(notes, { key: 'kira 2', saidBy: 'kira', raw: said('Two') });
    await until('both are told', async () => (await envelope(envelopeId)).state === 'processed');
    jest.restoreAllMocks();

    expect(failures).toBeGreaterThan(1);
    const texts = (await messagesOf((await envelope(envelopeId)).ticket_id)).map(({ text }: { text: string }) => text);
    expect(texts).toEqual(['One', 'Two']);
  });

  it('steps over an earlier thing of the same customer that cannot be read', async () => {
    await app.get(Receiver).receive(notes, { key: 'noise', saidBy: 'jan', raw: Buffer.from('neither head nor tail') });
    const { envelopeId } = await app.get(Receiver).receive(notes, {
      key: 'words',
      saidBy: 'jan',
      raw: Buffer.from(JSON.stringify([says('jan@loja.example', 'Words')])),
    });
    await app.settle();

    expect((await envelope(envelopeId)).state).toBe('processed');
  });

  describe('hears in which language somebody writes', () => {
    const languageOf = async (address: string): Promise<string | null> => {
      const [row] = await app.db.query(
        'select c.language from contacts c join contact_identities i on i.contact_id = c.id where i.value = $1',
        [address],
      );
      return row.language;
    };
    const writes = async (address: string, text: string, more: object = {}) => {
      await receive(letters, [says(address, text, more)]);
      await app.settle();
    };

    it('as soon as the words are enough to tell', async () => {
      await writes('dora@loja.example', 'Router offline');
      expect(await languageOf('dora@loja.example')).toBeNull();

      await writes('dora@loja.example', 'Ninguém consegue imprimir desde hoje cedo.');
      expect(await languageOf('dora@loja.example')).toBe('pt');
    });

    it('and does not ask again: what is known stays', async () => {
      await writes('emil@loja.example', 'Our printer has not printed anything since nine.');
      await writes('emil@loja.example', 'Bom dia, alguém já olhou a impressora do segundo andar?');

      expect(await languageOf('emil@loja.example')).toBe('en');
    });

    it('believes the provider where the words do not tell, and a machine never', async () => {
      await writes('fia@loja.example', 'Ok!', { language: 'pt-br' });
      await writes('gil@loja.example', 'I am out of the office until Monday morning.', { automatic: 'auto-reply' });

      expect(await languageOf('fia@loja.example')).toBe('pt-br');
      expect(await languageOf('gil@loja.example')).toBeNull();
    });
  });

  it('brings together an answer that came first and what it answers, but no stranger', async () => {
    const answer = await receive(letters, [
      says('eva@loja.example', 'And one more thing', { thread: { senderProven: true, references: ['<first@x>'] } }),
    ]);
    await app.settle();
    const stranger = await receive(letters, [says('nobody@else.example', 'Me too', { externalId: '<first@x>' })]);
    await app.settle();
    await app.db.query(`update messages set external_id = null where external_id = '<first@x>'`);
    const first = await receive(letters, [says('eva@loja.example', 'My first mail', { externalId: '<first@x>' })]);
    await app.settle();

    const [one, two, three] = await Promise.all([answer, first, stranger].map((e) => envelope(e.envelopeId)));
    expect(two.ticket_id).toBe(one.ticket_id);
    expect(three.ticket_id).not.toBe(one.ticket_id);
  });

  it('makes one ticket of fifty first messages in the same moment where there are no threads', async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        receive(talk, [says('dora@loja.example', `hi ${n}`, { clientId: `c${n}` })]),
      ),
    );

    const conversations = await app.db.query('select id, last_seq, ticket_id from conversations where inbox_id = $1', [
      talk.id,
    ]);
    expect(conversations).toHaveLength(1);
    expect(conversations[0].last_seq).toBe(50);
    const seqs = (await messagesOf(conversations[0].ticket_id)).map((m: { seq: number }) => m.seq);
    expect(seqs).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('steps over what cannot be read and plays it again when it can', async () => {
    const bad = await receive(letters, 'garbage');
    const good = await receive(letters, [says('eva@loja.example', 'After the bad one')]);
    await app.settle();

    expect(await envelope(bad.envelopeId)).toMatchObject({ state: 'quarantined', reason: 'not-json' });
    expect(await envelope(good.envelopeId)).toMatchObject({ state: 'processed' });
  });

  it('stores nothing of a message at once whose story fails, so that nothing was acknowledged', async () => {
    await expect(receive(talk, 'garbage')).rejects.toThrow('not-json');

    expect(await app.db.query(`select 1 from envelopes where inbox_id = $1 and state = 'received'`, [talk.id])).toEqual(
      [],
    );
  });

  it('counts so that the figures add up', async () => {
    const [row] = await app.db.query(
      `select count(*)::int as total, count(*) filter (where state = 'processed')::int as processed,
              count(*) filter (where state = 'quarantined')::int as quarantined, count(*) filter (where state = 'ignored')::int as ignored from envelopes`,
    );
    expect(row.total).toBe(row.processed + row.quarantined + row.ignored);
    expect(row.total).toBeGreaterThan(50);
  });
});
