import { jest } from '@jest/globals';
import { SendFailure, type Line, type Publishing } from '../../src/channels/contract.js';
import { InboxesService } from '../../src/channels/inboxes.service.js';
import { Receiver } from '../../src/channels/receiver.service.js';
import { ChannelRegistry } from '../../src/channels/registry.js';
import { PostListeners } from '../../src/posts/post-listeners.js';
import { PostPublisher } from '../../src/posts/post-publisher.service.js';
import { newId } from '../../src/platform/ids.js';
import { JsonChannel, says } from '../channels/json-channel.js';
import { TestApp } from '../harness/app.js';
import { passed } from '../harness/clock.js';
import { Make } from '../harness/make.js';
import { agent, lead, signIn, type Person } from '../harness/people.js';

interface Target {
  id: string;
  inbox: { id: string; name: string };
  state: string;
  url: string | null;
  error: string | null;
}
interface View {
  id: string;
  text: string;
  state: string;
  version: number;
  problem: string | null;
  refusal: string | null;
  refusedBy: { id: string } | null;
  author: { id: string } | null;
  approvedBy: { id: string } | null;
  picture: { name: string; url: string } | null;
  targets: Target[];
  answers: number;
}

const MINUTE = 60_000;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PAGE: Publishing = {
  maxText: 100,
  picture: { types: ['image/png'], maxBytes: 1000, maxText: 50 },
  link: true,
};
const BOARD: Publishing = { maxText: 60, picture: null, link: false, setting: 'greeting' };

describe('a post', () => {
  let app: TestApp;
  let make: Make;
  let pages: JsonChannel;
  let boards: JsonChannel;
  let page: Line;
  let board: Line;
  let boss: Person;
  let writer: Person;

  beforeAll(async () => {
    app = await TestApp.boot();
    make = new Make(app);
    const registry = app.get(ChannelRegistry);
    registry.add((pages = new JsonChannel('pages', { threads: false, publishing: PAGE })));
    registry.add((boards = new JsonChannel('boards', { publishing: BOARD })));
    page = await lineOf('pages');
    board = await lineOf('boards');
    boss = await lead(app);
    writer = await agent(app);
  });
  beforeEach(() => {
    for (const channel of [pages, boards]) {
      channel.posted.length = 0;
      channel.takes = async () => ({ externalId: `post-${newId()}`, url: `https://${channel.kind}.example/1` });
      channel.shows = async () => 'unknown';
    }
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => app?.close());

  async function lineOf(channel: string): Promise<Line> {
    const { inbox } = await app.get(InboxesService).create({ channel, name: `Our ${channel}` });
    return app.get(InboxesService).line(inbox.id);
  }

  let count = 0;
  async function written(more: object = {}, by = writer): Promise<View> {
    const body = { text: `We close at noon, ${(count += 1)}`, inboxIds: [page.id], ...more };
    const { status, body: view } = await by.post<View>('/posts', body);
    expect(status).toBe(201);
    return view;
  }
  const act = (by: Person, { id, version }: View, what: string, more: object = {}) =>
    by.post<View>(`/posts/${id}/${what}`, { version, ...more });
  const look = async ({ id }: { id: string }) => (await boss.get<View>(`/posts/${id}`)).body;
  const sweep = async () => {
    await app.get(PostListeners).sweep();
    await app.settle();
  };
  async function published(more: object = {}): Promise<View> {
    const post = await written(more, boss);
    expect((await act(boss, post, 'publish')).status).toBe(200);
    await app.settle();
    return look(post);
  }
  const arrives = async (line: Line, things: object[]) => {
    const { envelopeId } = await app
      .get(Receiver)
      .receive(line, { key: newId(), raw: Buffer.from(JSON.stringify(things)) });
    await app.settle();
    const [row] = await app.db.query<{ state: string; reason: string | null }[]>(
      'select state, reason from envelopes where id = $1',
      [envelopeId],
    );
    return row!;
  };

  describe('its approval', () => {
    it('is asked for by its author, and given by a lead: then it goes out, on each line as it reads there', async () => {
      const link = 'https://desk.example/hours';
      const draft = await written({ text: 'We close at noon', link, inboxIds: [page.id, board.id] });
      expect(draft).toMatchObject({ state: 'draft', author: { id: writer.id } });
      expect((await act(writer, draft, 'publish')).status).toBe(403);

      const { body: asked } = await act(writer, draft, 'ask');
      expect(asked.state).toBe('awaiting');
      await app.settle();
      expect([...pages.posted, ...boards.posted]).toEqual([]);
      expect((await act(writer, asked, 'refuse', { reason: 'no' })).status).toBe(403);

      expect((await act(boss, asked, 'publish')).status).toBe(200);
      await app.settle();

      expect(pages.posted).toMatchObject([{ text: 'We close at noon', link, picture: null }]);
      expect(boards.posted).toMatchObject([{ text: `We close at noon\n\n${link}`, link: null }]);
      expect(await look(draft)).toMatchObject({
        state: 'done',
        approvedBy: { id: boss.id },
        targets: [
          { inbox: { name: 'Our boards' }, state: 'published', url: 'https://boards.example/1' },
          { inbox: { name: 'Our pages' }, state: 'published' },
        ],
      });
    });

    it('is refused with a reason; what is written anew is a draft, and what somebody changed is not approved unseen', async () => {
      const { body: asked } = await act(writer, await written(), 'ask');
      const { body: refused } = await act(boss, asked, 'refuse', { reason: 'Say until when' });
      expect(refused).toMatchObject({ state: 'refused', refusal: 'Say until when', refusedBy: { id: boss.id } });

      const change = { version: refused.version, text: 'We close at noon until Friday' };
      const { body: anew } = await writer.patch<View>(`/posts/${asked.id}`, change);
      expect(anew).toMatchObject({ state: 'draft', text: 'We close at noon until Friday' });
      expect(await writer.patch(`/posts/${asked.id}`, change)).toMatchObject({
        status: 409,
        body: { code: 'stale_version', currentVersion: anew.version },
      });
      expect((await act(boss, asked, 'publish')).status).toBe(409);
      await app.settle();
      expect(pages.posted).toEqual([]);
    });

    it('can be withdrawn before it goes out, and nothing be changed afterwards', async () => {
      const { body: asked } = await act(writer, await written(), 'ask');
      expect((await writer.patch(`/posts/${asked.id}`, { version: asked.version, text: 'x' })).status).toBe(409);
      expect((await writer.post<View>(`/posts/${asked.id}/withdraw`)).body.state).toBe('draft');

      const done = await published();
      expect(await writer.patch(`/posts/${done.id}`, { version: done.version, text: 'x' })).toMatchObject({
        status: 409,
        body: { code: 'wrong_state' },
      });
      expect((await writer.delete(`/posts/${done.id}`)).status).toBe(409);
      expect((await writer.post(`/posts/${done.id}/withdraw`)).status).toBe(409);
    });
  });

  it('says before what hinders it on which line', async () => {
    const text = 'x'.repeat(70);
    const lines = async (more: object) =>
      (
        await writer.post<{ lines: { inbox: { name: string }; problems: { code: string; limit?: number }[] }[] }>(
          '/posts/preview',
          { text, inboxIds: [page.id, board.id], ...more },
        )
      ).body.lines.map(({ problems }) => problems.map(({ code }) => code));
    expect(await lines({})).toEqual([[], ['too_long']]);
    expect(await lines({ text: '' })).toEqual([['empty'], ['empty']]);

    const post = await written({ text, inboxIds: [page.id, board.id] });
    expect(await act(writer, post, 'ask')).toMatchObject({
      status: 422,
      body: {
        code: 'not_ready',
        errors: [{ path: 'inboxIds', message: 'Our boards: is longer than the 60 characters that the line takes' }],
      },
    });
    expect((await writer.post('/posts', { inboxIds: [newId()] })).status).toBe(422);
    expect((await act(writer, await written({ inboxIds: [] }), 'ask')).status).toBe(422);
    const mail = await make.inbox();
    expect((await act(writer, await written({ inboxIds: [mail.id] }), 'ask')).status).toBe(422);
  });

  it('carries the picture of who uploaded it, and of nobody else', async () => {
    const upload = async (by: Person) => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'door.png');
      return (await by.post<{ id: string }>('/attachments', form)).body.id;
    };
    const theirs = await upload(boss);
    expect((await writer.post('/posts', { text: 'Look', pictureId: theirs })).status).toBe(422);

    const draft = await written({ text: 'Look', pictureId: await upload(writer), inboxIds: [page.id] });
    expect(draft.picture).toMatchObject({ name: 'door.png', url: `/api/v1/posts/${draft.id}/picture` });
    expect((await boss.get(`/posts/${draft.id}/picture`)).status).toBe(200);
    expect((await act(boss, draft, 'publish')).status).toBe(200);
    await app.settle();

    expect(pages.posted).toMatchObject([{ text: 'Look', picture: { name: 'door.png', type: 'image/png' } }]);
    expect(pages.posted[0]!.picture!.content.equals(PNG)).toBe(true);
    const elsewhere = await written({ text: 'Look', inboxIds: [board.id], pictureId: await upload(writer) });
    expect((await act(writer, elsewhere, 'ask')).status).toBe(422);
  });

  it('goes out at its time, and not where it has become impossible', async () => {
    const plannedAt = new Date(Date.now() + 30 * MINUTE).toISOString();
    const [planned, closed] = [await written({ plannedAt }), await written({ plannedAt, inboxIds: [board.id] })];
    for (const post of [planned, closed]) expect((await act(boss, post, 'publish')).body.state).toBe('planned');
    await sweep();
    expect(pages.posted).toEqual([]);
    const { version } = await app.get(InboxesService).get(board.id);
    const shut = await app.get(InboxesService).change(board.id, { version, state: 'paused' });

    passed(app, 31 * MINUTE);
    await sweep();

    expect(pages.posted).toHaveLength(1);
    expect(await look(planned)).toMatchObject({ state: 'done' });
    expect(await look(closed)).toMatchObject({ state: 'draft', problem: 'Our boards: the line is paused' });
    expect(boards.posted).toEqual([]);
    await app.get(InboxesService).change(board.id, { version: shut.version, state: 'active' });
  });

  describe('however it is published', () => {
    it('leaves once, though fifty try at the same moment', async () => {
      const post = await written({}, boss);
      jest.spyOn(app.get(PostPublisher), 'schedule').mockResolvedValue();
      await act(boss, post, 'publish');
      const [target] = (await look(post)).targets;
      expect(target).toMatchObject({ state: 'waiting' });

      await Promise.all(Array.from({ length: 50 }, () => app.get(PostPublisher).publish(target!.id)));

      expect(pages.posted).toHaveLength(1);
      expect((await look(post)).targets).toMatchObject([{ state: 'published' }]);
    });

    it('is tried again only where it surely was not taken', async () => {
      const answers = [new SendFailure('passing', 'away'), new SendFailure('permanent', 'Not allowed here')];
      boards.takes = async () => Promise.reject(answers.shift()!);
      const post = await published({ inboxIds: [page.id, board.id] });
      expect(post).toMatchObject({
        state: 'publishing',
        targets: [{ state: 'waiting', error: 'away' }, { state: 'published' }],
      });

      passed(app, MINUTE);
      await sweep();
      const failed = await look(post);
      expect(failed).toMatchObject({ state: 'done', targets: [{ state: 'failed', error: 'Not allowed here' }, {}] });

      boards.takes = async () => ({ externalId: newId() });
      const again = `/posts/${post.id}/targets/${failed.targets[0]!.id}/again`;
      expect((await writer.post(again)).status).toBe(403);
      expect((await boss.post(again)).status).toBe(200);
      await app.settle();
      expect((await look(post)).targets.map(({ state }) => state)).toEqual(['published', 'published']);
      expect((await boss.post(again)).status).toBe(409);
      expect(pages.posted).toHaveLength(1);
    });

    /** As a process leaves it that dies between its call and the answer. */
    async function abandoned(): Promise<View> {
      const post = await written({}, boss);
      jest.spyOn(app.get(PostPublisher), 'schedule').mockResolvedValueOnce();
      await act(boss, post, 'publish');
      await app.settle();
      await app.db.query(
        `update post_targets set state = 'publishing', attempts = 1, publishing_by = -1, tried_at = now() - interval '1 minute' where post_id = $1`,
        [post.id],
      );
      return post;
    }

    it('is left alone where a process died with it, until the provider says what became of it', async () => {
      const post = await abandoned();
      await sweep();
      expect((await look(post)).targets).toMatchObject([{ state: 'unknown' }]);

      pages.shows = async () => ({ externalId: `seen-${post.id}`, url: 'https://pages.example/seen' });
      passed(app, 5 * MINUTE);
      await sweep();

      expect((await look(post)).targets).toMatchObject([{ state: 'published', url: 'https://pages.example/seen' }]);
      expect(pages.posted).toEqual([]);
    });

    it('is published again where the provider surely has nothing, and once', async () => {
      const post = await abandoned();
      pages.shows = async () => 'not-published';
      await sweep();
      passed(app, 5 * MINUTE);
      for (const _ of [1, 2]) await sweep();

      expect(pages.posted).toHaveLength(1);
      expect(await look(post)).toMatchObject({ state: 'done', targets: [{ state: 'published' }] });
    });

    it('is left to people where nobody can tell', async () => {
      pages.takes = async () => Promise.reject(new SendFailure('unknown', 'No answer'));
      const post = await published();
      for (const minutes of [1, 2, 10, 60]) {
        passed(app, minutes * MINUTE);
        await sweep();
      }
      const [target] = (await look(post)).targets;
      expect(target).toMatchObject({ state: 'unknown', error: 'No answer' });
      expect(pages.posted).toHaveLength(1);

      const there = `/posts/${post.id}/targets/${target!.id}/there`;
      expect((await writer.post(there, {})).status).toBe(403);
      const { body } = await boss.post<View>(there, { url: 'https://pages.example/17' });
      expect(body.targets).toMatchObject([{ state: 'published', url: 'https://pages.example/17' }]);
      expect((await boss.post(there, {})).status).toBe(409);
    });
  });

  it('shows what was said under it to those who see the tickets, and a ticket names it', async () => {
    pages.takes = async () => ({ externalId: 'wall_17' });
    const post = await published();
    const comment = says('ana@client.example', 'Also on Saturday?', {
      thread: { senderProven: true, public: true },
      meta: { about: 'comment', post: 'wall_17' },
    });
    await arrives(page, [comment]);
    await arrives(board, [{ ...comment, text: 'The same number on another line' }]);

    expect(await look(post)).toMatchObject({ answers: 1 });
    const answers = async (by: Person) =>
      (await by.get<{ items: { text: string; ticket: { id: string } }[] }>(`/posts/${post.id}/answers`)).body.items;
    const [answer, ...others] = await answers(boss);
    expect(answer).toMatchObject({ text: 'Also on Saturday?', contact: { name: 'ana' }, answered: false });
    expect(others).toEqual([]);
    const about = async (by: Person) => by.get<{ items: { id: string }[] }>(`/posts?ticket=${answer!.ticket.id}`);
    expect((await about(boss)).body.items.map(({ id }) => id)).toEqual([post.id]);

    const { body: team } = await boss.post<{ id: string }>('/teams', { name: 'Elsewhere' });
    await app.db.query('update tickets set team_id = $2 where id = $1', [answer!.ticket.id, team.id]);
    const { body: role } = await (
      await signIn(app, 'administrator')
    ).post<{ id: string }>('/roles', {
      name: 'Own team only',
      permissions: ['tickets:read', 'posts:read'],
      ticketScope: 'team',
    });
    const stranger = await signIn(app, role.id);
    expect(await answers(stranger)).toEqual([]);
    expect((await about(stranger)).status).toBe(404);
  });

  it('is not the only thing said to everybody: what customers think of us is kept with them and their company', async () => {
    const company = await make.company();
    const opinion = (minute: number, given: object | null) => ({
      type: 'feedback',
      externalId: 'rating:7',
      sender: { kind: 'external', value: '7', name: 'Bia Ramos', verified: true },
      given,
      at: new Date(Date.UTC(2026, 10, 2, 12, minute)),
    });
    const tickets = async () => (await app.db.query<{ count: string }[]>('select count(*) from tickets'))[0]!.count;
    const before = await tickets();
    const good = opinion(1, { verdict: 'positive', text: 'Quick and kind', link: 'https://pages.example/r/7' });

    expect(await arrives(page, [good])).toEqual({ state: 'processed', reason: 'feedback-new' });
    expect(await arrives(page, [good])).toEqual({ state: 'ignored', reason: 'repeat' });
    expect(await tickets()).toBe(before);

    const [{ contact_id: contactId }] = await app.db.query<[{ contact_id: string }]>(
      `select contact_id from feedback where external_id = 'rating:7'`,
    );
    await app.db.query('update contacts set company_id = $2 where id = $1', [contactId, company.id]);
    const seen = async () => {
      const paths = [`/contacts/${contactId}/feedback`, `/companies/${company.id}/feedback`];
      const [own, firm] = await Promise.all(paths.map((path) => writer.get<{ items: object[] }>(path)));
      expect(own!.body.items).toEqual(firm!.body.items);
      return firm!.body.items;
    };
    expect(await seen()).toMatchObject([
      {
        kind: 'recommendation',
        verdict: 'positive',
        text: 'Quick and kind',
        contact: { name: 'Bia Ramos' },
        edited: false,
      },
    ]);

    await arrives(page, [opinion(5, { verdict: 'negative', text: 'Late twice' })]);
    expect(await arrives(page, [good])).toEqual({ state: 'ignored', reason: 'overtaken' });
    expect(await seen()).toMatchObject([{ verdict: 'negative', text: 'Late twice', edited: true }]);

    const chat = await make.ticket({ contactId });
    await app.db.query(
      `insert into conversations (id, inbox_id, channel, contact_id, ticket_id, threaded, rating, rating_comment, rated_at, created_at, updated_at)
       values ($1, $2, 'pages', $3, $4, true, 5, 'Solved', now(), now(), now())`,
      [newId(), page.id, contactId, chat.id],
    );
    expect(await seen()).toMatchObject([
      { kind: 'rating', score: 5, text: 'Solved', ticket: { id: chat.id } },
      { kind: 'recommendation' },
    ]);

    expect(await arrives(page, [opinion(9, null)])).toEqual({ state: 'processed', reason: 'feedback-taken-back' });
    expect(await seen()).toMatchObject([{ kind: 'rating' }]);
    expect((await writer.get(`/contacts/${newId()}/feedback`)).status).toBe(404);
    expect((await writer.get(`/companies/${newId()}/feedback`)).status).toBe(404);
  });
});
