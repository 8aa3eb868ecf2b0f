import { jest } from '@jest/globals';
import type { Line, RawEnvelope } from '../src/channels/contract.js';
import { InboxesService } from '../src/channels/inboxes.service.js';
import { Receiver } from '../src/channels/receiver.service.js';
import { ChannelRegistry } from '../src/channels/registry.js';
import { IntakeService } from '../src/intake/intake.service.js';
import { IntakeStory } from '../src/intake/intake.story.js';
import { newId } from '../src/platform/ids.js';
import { TestApp } from './harness/app.js';
import { administrator, type Person } from './harness/people.js';

export interface Arriving {
  /** By which a repeat is known. */
  key: string;
  raw: Buffer;
  meta?: Record<string, unknown>;
}

/** What the suite must know of a channel to try it. */
type Headers = Record<string, string>;

export interface AdapterFixture {
  kind: string;
  /** Adds the adapter, where it is not in the list of features. */
  install?(app: TestApp): void;
  /** What a new line needs beside its name. */
  inbox: { address?: string; settings?: Record<string, unknown> };
  /** A message as the provider would bring it. `id` is unique, and the same `from` is the same person. */
  says(from: string, text: string, id: string, line: Line): Arriving;
  /** Bytes that nobody can understand, where the channel knows such. */
  unreadable?: Buffer;
  /** What the provider tells about something that we sent, where the channel has receipts by the same way. */
  receipt?(externalId: string, state: 'delivered' | 'read', id: string): Arriving;
  /** Where the provider calls us: the first segment below /hooks, what follows the inbox, and the headers that prove it is the provider. */
  hook?: {
    path: string;
    below?: string;
    headers(body: Buffer, line: Line, publicUrl: string): Headers | Promise<Headers>;
  };
}

interface EnvelopeRow {
  id: string;
  state: string;
  reason: string | null;
  ticket_id: string | null;
}
interface MessageRow {
  id: string;
  text: string;
  seq: number;
  state: string;
  external_id: string | null;
  conversation_id: string;
}

/** Every adapter must pass this: `channelContract({…})` in a spec file of its own. */
export function channelContract(fixture: AdapterFixture): void {
  describe(`the channel "${fixture.kind}" keeps the contract`, () => {
    let app: TestApp;
    let admin: Person;
    let line: Line;
    let atOnce: boolean;
    let count = 0;

    beforeAll(async () => {
      app = await TestApp.boot();
      fixture.install?.(app);
      admin = await administrator(app);
      const { inbox } = await app
        .get(InboxesService)
        .create({ channel: fixture.kind, name: 'Line under test', ...fixture.inbox });
      line = await app.get(InboxesService).line(inbox.id);
      atOnce = app.get(ChannelRegistry).get(fixture.kind).abilities.intake === 'at-once';
    });
    afterEach(() => jest.restoreAllMocks());
    afterAll(() => app?.close());

    const says = (from: string, text: string, id: string) => fixture.says(from, text, id, line);
    const fresh = (): string => `contract-${(count += 1)}`;
    const receive = (arriving: Arriving) => app.get(Receiver).receive(line, arriving);
    const envelope = async (id: string): Promise<EnvelopeRow> =>
      (await app.db.query<EnvelopeRow[]>('select * from envelopes where id = $1', [id]))[0]!;
    const messages = (text: string): Promise<MessageRow[]> =>
      app.db.query('select * from messages where text = $1', [text]);
    const envelopes = async (): Promise<number> =>
      Number((await app.db.query<{ count: string }[]>('select count(*) from envelopes'))[0]!.count);

    it('a message from somebody unknown becomes a ticket with a customer', async () => {
      const from = fresh();
      const { envelopeId } = await receive(says(from, `Hello from ${from}`, fresh()));
      await app.settle();

      const ended = await envelope(envelopeId);
      expect(ended).toMatchObject({ state: 'processed', reason: null });
      const { body } = await admin.get(`/tickets/${ended.ticket_id}`);
      expect(body.contact).toMatchObject({ id: expect.any(String) });
      expect(await messages(`Hello from ${from}`)).toHaveLength(1);
    });

    it('the same thing again, five times at once, changes nothing', async () => {
      const arriving = says(fresh(), 'Only once', fresh());

      const received = await Promise.all(Array.from({ length: 5 }, () => receive(arriving)));
      await app.settle();

      expect(new Set(received.map((r) => r.envelopeId)).size).toBe(1);
      expect(received.filter((r) => !r.repeat)).toHaveLength(1);
      expect(await messages('Only once')).toHaveLength(1);
    });

    it('things that arrive in another order, or at the same moment, are all kept, each once', async () => {
      const from = fresh();
      const texts = ['third', 'first', 'second', 'fourth'].map((word) => `${word} of ${from}`);

      await Promise.all(texts.map((text) => receive(says(from, text, fresh()))));
      await app.settle();

      const kept = (await Promise.all(texts.map(messages))).flat();
      expect(kept.map((m) => m.text).toSorted()).toEqual(texts.toSorted());
      if (!app.get(ChannelRegistry).get(fixture.kind).abilities.threads) {
        expect(new Set(kept.map((m) => m.conversation_id)).size).toBe(1);
        expect(kept.map((m) => Number(m.seq)).toSorted()).toEqual([1, 2, 3, 4]);
      }
    });

    it('a crash between storing and understanding loses nothing and doubles nothing', async () => {
      const text = `Survives ${fresh()}`;
      const arriving = says(fresh(), text, fresh());
      jest.spyOn(app.get(IntakeStory), 'tell').mockRejectedValueOnce(new Error('the power is out'));

      const first = await receive(arriving).catch(() => undefined);
      // At once: it was not acknowledged, so nothing may be left; the other side sends it again. Else: a sweep finds it.
      if (atOnce) {
        expect(first).toBeUndefined();
        await receive(arriving);
      } else {
        await Promise.all(
          [1, 2].map(() =>
            app
              .get(IntakeService)
              .process(first!.envelopeId)
              .catch(() => undefined),
          ),
        );
      }
      await app.settle();

      expect(await messages(text)).toHaveLength(1);
    });

    it('a huge one ends, too', async () => {
      const { envelopeId } = await receive(says(fresh(), 'word '.repeat(200_000), fresh()));
      await app.settle();

      expect(['processed', 'quarantined', 'ignored']).toContain((await envelope(envelopeId)).state);
    });

    if (fixture.unreadable) {
      it('what cannot be understood goes to quarantine with a reason, and can be replayed', async () => {
        const { envelopeId } = await receive({ key: fresh(), raw: fixture.unreadable! });
        await app.settle();

        expect(await envelope(envelopeId)).toMatchObject({ state: 'quarantined', reason: expect.any(String) });
        expect((await app.get(IntakeService).replay(envelopeId)).state).toBe('quarantined');
      });
    }

    it('reading is a pure function: the same bytes always mean the same', async () => {
      const { key, raw, meta = {} } = says(fresh(), 'The same', fresh());
      const given: RawEnvelope = { id: newId(), key, raw: Buffer.from(raw), meta, receivedAt: new Date(0) };
      const adapter = app.get(ChannelRegistry).get(fixture.kind);

      const first = await adapter.normalize(given, line);
      jest.spyOn(Date, 'now').mockReturnValue(4_102_444_800_000);
      jest.spyOn(Math, 'random').mockReturnValue(0.5);
      const second = await adapter.normalize({ ...given, raw: Buffer.from(raw) }, line);

      expect(second).toEqual(first);
      expect(given.raw.equals(raw)).toBe(true);
    });

    it('secrets of its lines never leave', async () => {
      const { body } = await admin.get(`/inboxes/${line.id}`);
      const { properties } = app.get(ChannelRegistry).get(fixture.kind).settings;
      const secrets = Object.keys(properties).filter((name) => properties[name]!.writeOnly);

      for (const name of secrets) {
        expect(line.settings[name] ? JSON.stringify(body) : '').not.toContain(String(line.settings[name] || '\u0000'));
      }
    });

    it('publishes where it says so, and a setting that this takes is one of its settings', () => {
      const adapter = app.get(ChannelRegistry).get(fixture.kind);
      const { publishing } = adapter.abilities;
      expect(adapter.publish !== undefined).toBe(publishing !== undefined);
      expect(adapter.published && !adapter.publish).toBeFalsy();
      if (publishing?.setting) expect(adapter.settings.properties).toHaveProperty(publishing.setting);
      for (const { maxText } of publishing ? [publishing, ...(publishing.picture ? [publishing.picture] : [])] : []) {
        expect(maxText).toBeGreaterThan(0);
      }
    });

    if (fixture.hook)
      describe('its webhook', () => {
        const { path, below = '' } = fixture.hook!;
        const at = (inboxId: string): string => `/hooks/${path}/${inboxId}${below && `/${below}`}`;
        const headers = async (body: Buffer, of: Line): Promise<Headers> =>
          fixture.hook!.headers(body, of, app.config.publicUrl + at(of.id));
        const call = (body: Buffer, given: Record<string, string>) =>
          app.anyone.with({ 'Content-Type': 'application/octet-stream', ...given }).post(`/${at(line.id)}`, body);

        it('takes what is signed, and a repeat changes nothing', async () => {
          const { raw } = says(fresh(), 'By the webhook', fresh());

          expect((await call(raw, await headers(raw, line))).status).toBe(200);
          expect((await call(raw, await headers(raw, line))).status).toBe(200);
          await app.settle();

          expect(await messages('By the webhook')).toHaveLength(1);
        });

        it('names who says it, where the order of what they say counts', async () => {
          const { threads, intake } = app.get(ChannelRegistry).get(fixture.kind).abilities;
          if (threads || intake === 'at-once') return;
          const { raw } = says(fresh(), 'In turn', fresh());
          await call(raw, await headers(raw, line));

          const [row] = await app.db.query(
            'select said_by from envelopes where inbox_id = $1 order by id desc limit 1',
            [line.id],
          );
          expect(row.said_by).toEqual(expect.any(String));
        });

        it('refuses a forged signature and stores nothing', async () => {
          const { raw } = says(fresh(), 'Forged', fresh());
          const before = await envelopes();

          const other = says(fresh(), 'Another', fresh()).raw;
          for (const forged of [await headers(other, line), {}]) {
            expect((await call(raw, forged)).status).toBe(403);
          }

          expect(await envelopes()).toBe(before);
        });

        it('refuses what is signed with the secret of another inbox', async () => {
          const { raw } = says(fresh(), 'Not for us', fresh());
          const before = await envelopes();
          const settings = Object.fromEntries(
            Object.entries(line.settings).map(([name, value]) => [
              name,
              typeof value === 'string' && value !== 'simulated' ? `${value}x` : value,
            ]),
          );
          const theirs = { ...line, id: newId(), settings };

          const given = await fixture.hook!.headers(raw, theirs, app.config.publicUrl + at(line.id));

          expect(given).not.toEqual(await headers(raw, line));
          expect((await call(raw, given)).status).toBe(403);
          expect(await envelopes()).toBe(before);
        });

        it('does not exist for an inbox that does not', async () => {
          const { raw } = says(fresh(), 'Nowhere', fresh());
          const answer = await app.anyone.with(await headers(raw, line)).post(`/${at(newId())}`, raw);

          expect(answer.status).toBe(404);
        });
      });

    if (fixture.receipt) {
      it('receipts only move forward', async () => {
        const { envelopeId } = await receive(says(fresh(), 'Please answer', fresh()));
        await app.settle();
        const { ticket_id: ticketId } = await envelope(envelopeId);
        const sent = await admin.post(`/tickets/${ticketId}/messages`, { kind: 'reply', text: 'Here you are' });
        expect(sent.status).toBe(201);
        await app.settle();
        const [{ external_id: externalId } = { external_id: '' }] = await messages('Here you are');
        expect(externalId).toBeTruthy();

        for (const state of ['read', 'delivered'] as const) {
          await receive(fixture.receipt!(externalId!, state, fresh()));
          await app.settle();
        }

        expect((await messages('Here you are'))[0]!.state).toBe('read');
      });
    }
  });
}
