import { createHmac, randomUUID } from 'node:crypto';
import type { ChatMessage, Handshake, MessageAck, Session } from '../../channels/chat/protocol/protocol.js';
import { Plain } from './plain.js';
import { Probe, type Answer } from './probe.js';
import { must, skip, type Rule } from './verdict.js';

export interface ServerUnderTest {
  /** Such as `https://desk.example`. */
  server: string;
  /** Public key of a chat inbox. */
  inbox: string;
  /** Without it the rules about verified visitors are skipped. */
  identitySecret?: string;
}

type ServerRule = Rule<ServerUnderTest>;

const open = ({ server, inbox }: ServerUnderTest, more: Partial<Handshake> = {}): Promise<Probe> =>
  Probe.open(server, { inbox, ...more });
const vouched = (secret: string, id: string): { id: string; hash: string } => ({
  id,
  hash: createHmac('sha256', secret).update(id).digest('hex'),
});
const seqs = (messages: readonly ChatMessage[]): number[] => messages.map((m) => m.seq);
const withoutGaps = (list: number[], from = 1): boolean => list.every((seq, i) => seq === from + i);

/** Opens, checks, and closes whatever happens. */
function visiting(check: (visitor: Probe, target: ServerUnderTest) => Promise<void>): ServerRule['check'] {
  return async (target) => {
    const visitor = await open(target);
    try {
      await check(visitor, target);
    } finally {
      visitor.close();
    }
  };
}

const SESSION: ServerRule[] = [
  {
    id: 'session.shape',
    about: 'connecting is answered with a whole session of protocol 1',
    check: visiting(async ({ session }) => {
      must(session.protocol === 1, `protocol is ${session.protocol}`);
      must(typeof session.visitor === 'string', 'visitor is no string');
      must(Array.isArray(session.history) && session.history.length === 0, 'a new visitor has a history');
      const { conversation, team } = session;
      must(
        conversation && conversation.lastSeq === 0 && conversation.readSeq === 0,
        'a new visitor’s lastSeq and readSeq are not 0',
      );
      must(team && typeof team.name === 'string' && typeof team.online === 'boolean', 'team has no name or online');
    }),
  },
  {
    id: 'session.token',
    about: 'visitors’ tokens differ and carry at least 128 bits',
    check: async (target) => {
      const tokens = new Set<string>();
      for (let i = 0; i < 3; i += 1) {
        const { session, socket } = await open(target);
        socket.close();
        tokens.add(session.visitor);
      }
      must(tokens.size === 3, 'two visitors got the same token');
      for (const token of tokens) must(token.length >= 22, `a token of ${token.length} characters can be guessed`);
    },
  },
  {
    id: 'session.resume',
    about: 'a token brings back the conversation, its history and its marks',
    check: visiting(async (visitor, target) => {
      await visitor.say('one');
      await visitor.say('two');
      await visitor.call('read', { seq: 2 });
      const again = await open(target, { visitor: visitor.session.visitor });
      again.close();
      must(again.session.visitor === visitor.session.visitor, 'the token changed');
      must(again.session.conversation.lastSeq === 2, `lastSeq is ${again.session.conversation.lastSeq}`);
      must(again.session.history.map((m) => m.text).join() === 'one,two', 'the history is not what was said');
    }),
  },
  {
    id: 'session.unknown-inbox',
    about: 'an unknown inbox is refused as unauthorized',
    check: async ({ server }) => {
      for (const inbox of ['no-such-key', '', null, 7, { $ne: '' }, ['a']]) {
        const refusal = await Probe.refusal(server, { inbox });
        must(refusal?.code === 'unauthorized', `${JSON.stringify(inbox)} gives ${refusal?.code ?? 'a session'}`);
      }
    },
  },
  {
    id: 'session.forged-token',
    about: 'a token that nobody gave opens nobody’s conversation',
    check: visiting(async (visitor, target) => {
      await visitor.say('private');
      const { visitor: token } = visitor.session;
      for (const forged of [
        `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
        '',
        '0',
        `${token} `,
        token.toUpperCase(),
      ]) {
        if (forged === token) continue;
        const other = await open(target, { visitor: forged }).catch(() => undefined);
        other?.close();
        must(!other || other.session.conversation.lastSeq === 0, 'another token shows the conversation');
      }
    }),
  },
];

const MESSAGES: ServerRule[] = [
  {
    id: 'ack.shape',
    about: 'a message is acknowledged with id, seq and time',
    check: visiting(async (visitor) => {
      const ack = await visitor.say('hello');
      must(typeof ack.id === 'string' && ack.id !== '', 'id is missing');
      must(ack.seq === 1, `the first seq is ${ack.seq}`);
      must(!Number.isNaN(Date.parse(ack.at)), `at is ${ack.at}`);
    }),
  },
  {
    id: 'ack.after-commit',
    about: 'what is acknowledged is there for everybody who asks',
    check: visiting(async (visitor, target) => {
      const other = await open(target, { visitor: visitor.session.visitor });
      try {
        for (let i = 1; i <= 5; i += 1) {
          const ack = await visitor.say(`message ${i}`);
          const [found] = await other.after(ack.seq - 1);
          must(found?.id === ack.id, `message ${i} was acknowledged and is not there`);
        }
      } finally {
        other.close();
      }
    }),
  },
  {
    id: 'ack.repeat',
    about: 'the same clientId again gives the same ack and no second message',
    check: visiting(async (visitor) => {
      const clientId = randomUUID();
      const first = await visitor.say('once', clientId);
      const second = await visitor.say('once', clientId);
      must(first.id === second.id && first.seq === second.seq && first.at === second.at, 'the acks differ');
      must((await visitor.after(0)).length === 1, 'there are two messages');
    }),
  },
  {
    id: 'ack.repeat-at-once',
    about: 'the same clientId five times at once makes one message',
    check: visiting(async (visitor, target) => {
      const other = await open(target, { visitor: visitor.session.visitor });
      const clientId = randomUUID();
      const acks = await Promise.all(
        [visitor, other, visitor, other, visitor].map((probe) => probe.say('once', clientId)),
      );
      other.close();
      must(new Set(acks.map((a) => `${a.id} ${a.seq}`)).size === 1, 'the acks differ');
      must((await visitor.after(0)).length === 1, 'there is more than one message');
    }),
  },
  {
    id: 'ack.repeat-reconnect',
    about: 'the same clientId after a reconnect gives the same ack',
    check: visiting(async (visitor, target) => {
      const clientId = randomUUID();
      const first = await visitor.say('once', clientId);
      visitor.close();
      const again = await open(target, { visitor: visitor.session.visitor });
      const second = await again.say('once', clientId);
      again.close();
      must(first.id === second.id && first.seq === second.seq, 'the acks differ');
    }),
  },
  {
    id: 'seq.no-gaps',
    about: 'messages said all at once get the seqs 1 to n, each once',
    check: visiting(async (visitor) => {
      const acks = await Promise.all(Array.from({ length: 15 }, (_, i) => visitor.say(`message ${i}`)));
      const given = acks.map((a) => a.seq).sort((a, b) => a - b);
      must(withoutGaps(given), `the seqs are ${given.join(', ')}`);
      must(withoutGaps(seqs(await visitor.after(0))), 'sync shows others');
    }),
  },
  {
    id: 'seq.order',
    about: 'what one connection says without waiting for acks is stored in that order',
    check: visiting(async (visitor) => {
      const words = Array.from({ length: 12 }, (_, i) => `word ${i}`);
      await Promise.all(words.map((word) => visitor.say(word)));
      const found = (await visitor.after(0)).map((m) => m.text);
      must(found.join() === words.join(), `the order is ${found.join(', ')}`);
    }),
  },
  {
    id: 'sync.after',
    about: 'sync gives what came after a seq, in order, and nothing else',
    check: visiting(async (visitor) => {
      for (let i = 1; i <= 6; i += 1) await visitor.say(`message ${i}`);
      must(seqs(await visitor.after(4)).join() === '5,6', 'after 4 come not 5 and 6');
      must((await visitor.after(6)).length === 0, 'after the last comes something');
      must((await visitor.after(2_000_000_000)).length === 0, 'after a future seq comes something');
    }),
  },
  {
    id: 'message.other-tab',
    about: 'the visitor’s other tab is told, with the clientId',
    check: visiting(async (visitor, target) => {
      const tab = await open(target, { visitor: visitor.session.visitor });
      const clientId = randomUUID();
      await visitor.say('to my other tab', clientId);
      const told = await tab.until(() => tab.messages.some((m) => m.clientId === clientId), 5_000);
      tab.close();
      must(told, 'it heard nothing within 5 s');
      must(tab.messages[0]?.from.kind === 'visitor', 'it is not from the visitor');
    }),
  },
  {
    id: 'message.stranger',
    about: 'another visitor is told nothing',
    check: visiting(async (visitor, target) => {
      const stranger = await open(target);
      await visitor.say('private');
      await new Promise((done) => setTimeout(done, 300));
      const found = await stranger.after(0);
      stranger.close();
      must(stranger.messages.length === 0 && found.length === 0, 'they read it');
    }),
  },
];

const LIMITS_AND_ERRORS: ServerRule[] = [
  {
    id: 'limit.length',
    about: '10,000 characters pass, 10,001 are too_long; the socket stays open',
    check: visiting(async (visitor) => {
      await visitor.say('x'.repeat(10_000));
      const ack = await visitor.call<MessageAck>('message', { clientId: randomUUID(), text: 'x'.repeat(10_001) });
      must(!ack.ok && ack.error.code === 'too_long', `10,001 give ${JSON.stringify(ack)}`);
      must(!visitor.closed, 'the socket was closed');
      await visitor.say('still here');
    }),
  },
  {
    id: 'limit.rate',
    about: 'more than 20 messages in 10 s are rate_limited; what was acknowledged is there, the socket stays open',
    check: visiting(async (visitor) => {
      const acks = await Promise.all(
        Array.from({ length: 26 }, (_, i) =>
          visitor.call<MessageAck>('message', { clientId: randomUUID(), text: `message ${i}` }),
        ),
      );
      const accepted = acks.filter((a) => a.ok).length;
      const limited = acks.filter((a) => !a.ok && a.error.code === 'rate_limited').length;
      must(
        accepted <= 20 && limited >= 6 && accepted + limited === 26,
        `${accepted} accepted, ${limited} limited of 26`,
      );
      must((await visitor.after(0)).length === accepted, 'not all acknowledged messages are there');
      must(!visitor.closed, 'the socket was closed');
    }),
  },
  {
    id: 'hostile.bodies',
    about: 'whatever is sent is answered with bad_request, breaks nothing and tells nothing',
    check: visiting(async (visitor) => {
      const bodies = [
        undefined,
        null,
        0,
        'text',
        [],
        {},
        { clientId: {}, text: 'x' },
        { clientId: 'a', text: { $gt: '' } },
        { clientId: 'a'.repeat(500), text: 'x' },
        { clientId: 'a', text: ['x'] },
        { clientId: 'a', text: 'x', attachments: 'all' },
        { clientId: 'a', text: 'x', attachments: ['../../secret'] },
      ];
      for (const call of ['message', 'sync', 'read', 'typing', 'rate']) {
        for (const body of bodies) {
          const ack = await visitor.call<Answer>(call, body);
          const said = JSON.stringify(ack);
          must(!ack.ok && ack.error?.code === 'bad_request', `${call} of ${JSON.stringify(body)} gives ${said}`);
          must(!/\bat \/|node_modules|select |insert |stack/i.test(said), `the error describes the server: ${said}`);
          // A server may have a budget for calls of any kind; it is not what is asked here.
          await new Promise((done) => setTimeout(done, 30));
        }
      }
      must(!visitor.closed, 'the socket was closed');
      must((await visitor.after(0)).length === 0, 'something of it was stored');
    }),
  },
  {
    id: 'hostile.text',
    about: 'NUL, broken surrogates, markup and commands are text like any other',
    check: visiting(async (visitor) => {
      const said = [
        'a\u0000b',
        '\ud800',
        '<img src=x onerror=alert(1)>',
        "'; drop table messages; --",
        '{{constructor.constructor("return 1")()}}',
        '\u202egnp.exe',
      ];
      for (const text of said) await visitor.say(text);
      const found = await visitor.after(0);
      must(found.length === said.length, `${found.length} of ${said.length} are there`);
      must(found[2]?.text === said[2] && found[3]?.text === said[3], 'text was changed');
    }),
  },
  {
    id: 'unknown.event',
    about: 'unknown events are skipped, unknown fields ignored',
    check: visiting(async (visitor) => {
      visitor.socket.emit('teleport', { to: 'moon' });
      const ack = await visitor.call<MessageAck>('message', {
        clientId: randomUUID(),
        text: 'hello',
        priority: 'urgent',
        from: { kind: 'agent' },
      });
      must(ack.ok, `it was refused: ${JSON.stringify(ack)}`);
      const [found] = await visitor.after(0);
      must(found?.from.kind === 'visitor', 'the visitor became somebody else');
    }),
  },
  {
    id: 'ack.optional',
    about: 'a call without an ack function is heard',
    check: visiting(async (visitor) => {
      visitor.socket.emit('message', { clientId: randomUUID(), text: 'no ack wanted' });
      visitor.socket.emit('typing', { on: true });
      await visitor.say('with ack');
      must((await visitor.after(0)).length === 2, 'it was not stored');
    }),
  },
];

const MARKS: ServerRule[] = [
  {
    id: 'read.monotonic',
    about: 'read only moves forward and never past the last message',
    check: visiting(async (visitor, target) => {
      for (let i = 0; i < 3; i += 1) await visitor.say(`message ${i}`);
      for (const seq of [3, 1, 0, 1_000_000]) must((await visitor.call('read', { seq })).ok, `read ${seq} was refused`);
      const again = await open(target, { visitor: visitor.session.visitor });
      again.close();
      must(again.session.conversation.readSeq === 3, `readSeq is ${again.session.conversation.readSeq}`);
    }),
  },
  {
    id: 'typing.volatile',
    about: 'typing leaves no trace',
    check: visiting(async (visitor) => {
      await visitor.say('one');
      for (const on of [true, false]) must((await visitor.call('typing', { on })).ok, 'it was refused');
      must((await visitor.say('two')).seq === 2, 'it took a seq');
    }),
  },
  {
    id: 'end.and-after',
    about: 'end is told as ended; a message after it is accepted and goes on',
    check: visiting(async (visitor) => {
      await visitor.say('one');
      must((await visitor.call('end', {})).ok, 'end was refused');
      must(await visitor.until(() => visitor.ended.length > 0, 5_000), 'ended did not come within 5 s');
      must((await visitor.say('one more thing')).seq >= 1, 'the next message was refused');
    }),
  },
  {
    id: 'rate.score',
    about: 'a rating is a whole number from 1 to 5',
    check: visiting(async (visitor) => {
      await visitor.say('one');
      for (const score of [0, 6, 2.5, '5', null, -1]) {
        const ack = await visitor.call('rate', { score });
        must(!ack.ok && ack.error?.code === 'bad_request', `${JSON.stringify(score)} gives ${JSON.stringify(ack)}`);
      }
      must((await visitor.call('rate', { score: 5, comment: 'quick' })).ok, '5 was refused');
    }),
  },
];

const IDENTITY: ServerRule[] = [
  {
    id: 'identity.wrong-hash',
    about: 'an identity whose hash does not fit is unauthorized',
    check: async ({ server, inbox, identitySecret }) => {
      const good = vouched(identitySecret ?? 'unknown', 'kit-42');
      for (const identity of [
        { id: 'kit-42', hash: '' },
        { id: 'kit-42', hash: '0'.repeat(64) },
        { id: 'kit-43', hash: good.hash },
        { id: { a: 1 }, hash: good.hash },
      ]) {
        const refusal = await Probe.refusal(server, { inbox, identity });
        must(refusal?.code === 'unauthorized', `${JSON.stringify(identity)} gives ${refusal?.code ?? 'a session'}`);
      }
    },
  },
  {
    id: 'identity.devices',
    about: 'a verified person finds the conversation on another device',
    check: async (target) => {
      const identity = vouched(target.identitySecret ?? skip('--identity-secret'), `kit-${randomUUID()}`);
      const phone = await open(target, { identity });
      await phone.say('from my phone');
      const laptop = await open(target, { identity });
      phone.close();
      laptop.close();
      must(laptop.session.history[0]?.text === 'from my phone', 'it is not there');
    },
  },
  {
    id: 'identity.claimed-email',
    about: 'claiming another person’s e-mail address opens nothing of theirs',
    check: async (target) => {
      const secret = target.identitySecret ?? skip('--identity-secret');
      const email = `kit-${randomUUID()}@victim.example`;
      const victim = await open(target, { identity: { ...vouched(secret, email), email } });
      await victim.say('my secret');
      victim.close();
      const thief = await open(target, { identity: { ...vouched(secret, `thief-${randomUUID()}`), email } });
      await thief.say('hello');
      const read = await thief.after(0);
      thief.close();
      must(!read.some((m) => m.text === 'my secret'), 'the thief reads it');
    },
  },
  {
    id: 'identity.signed-out',
    about: 'a verified visitor’s token alone opens nothing',
    check: async (target) => {
      const identity = vouched(target.identitySecret ?? skip('--identity-secret'), `kit-${randomUUID()}`);
      const signedIn = await open(target, { identity });
      await signedIn.say('my secret');
      signedIn.close();
      const next = await open(target, { visitor: signedIn.session.visitor }).catch(() => undefined);
      next?.close();
      must(!next || next.session.conversation.lastSeq === 0, 'the next person at the computer reads it');
    },
  },
];

const PLAIN: ServerRule[] = [
  {
    id: 'http.session',
    about: 'plain HTTP: session, message, the same ack again, sync',
    check: async ({ server, inbox }) => {
      const plain = new Plain(server);
      const session = await plain.post<Session>('/session', { inbox });
      must(session.status === 200 && session.body.protocol === 1, `session is answered with ${session.status}`);
      const me = plain.as(session.body.visitor);
      const body = { clientId: randomUUID(), text: 'over plain HTTP' };
      const first = await me.post('/messages', body);
      const second = await me.post('/messages', body);
      must(first.status < 300 && first.body.seq === 1, `messages is answered with ${first.status}`);
      must(JSON.stringify(first.body) === JSON.stringify(second.body), 'the same clientId gives another ack');
      const found = await me.get<{ messages: ChatMessage[] }>('/messages?after=0');
      must(found.body.messages?.length === 1 && found.body.messages[0]?.text === body.text, 'sync does not show it');
    },
  },
  {
    id: 'http.same-conversation',
    about: 'plain HTTP and socket are one conversation, and the long poll hears the socket',
    check: visiting(async (visitor, { server }) => {
      const plain = new Plain(server).as(visitor.session.visitor);
      await visitor.say('by socket');
      const waiting = plain.get<{ events: { event: string; data: ChatMessage }[] }>('/events?after=1&wait=10');
      await new Promise((done) => setTimeout(done, 150));
      await visitor.say('heard by the poll');
      const { events = [] } = (await waiting).body;
      must(
        events.some((e) => e.event === 'message' && e.data.seq === 2),
        'the poll heard nothing',
      );
    }),
  },
  {
    id: 'http.errors',
    about: 'plain HTTP errors are problem+json with the protocol’s codes',
    check: async ({ server, inbox }) => {
      const plain = new Plain(server);
      const stranger = await plain.get('/messages?after=0');
      must(
        stranger.status === 401 && stranger.body.code === 'unauthorized',
        `without a token: ${stranger.status} ${String(stranger.body.code)}`,
      );
      must(stranger.type.includes('problem+json'), `the type is ${stranger.type}`);
      const me = plain.as((await plain.post<Session>('/session', { inbox })).body.visitor);
      const long = await me.post('/messages', { clientId: randomUUID(), text: 'x'.repeat(10_001) });
      must(
        long.body.code === 'too_long' && long.status >= 400 && long.status < 500,
        `too long: ${long.status} ${String(long.body.code)}`,
      );
      const bad = await me.post('/messages', { clientId: 7 });
      must(
        bad.body.code === 'bad_request' && bad.status >= 400 && bad.status < 500,
        `malformed: ${bad.status} ${String(bad.body.code)}`,
      );
    },
  },
  {
    id: 'files.owner',
    about: 'a file goes with a message of its own visitor and of nobody else',
    check: visiting(async (visitor, target) => {
      const mine = new Plain(target.server).as(visitor.session.visitor);
      const file = await mine.upload('note.txt', 'a file');
      const stranger = await open(target);
      const stolen = await stranger.call<MessageAck>('message', {
        clientId: randomUUID(),
        text: 'mine now',
        attachments: [file.id],
      });
      stranger.close();
      must(!stolen.ok && stolen.error.code === 'bad_request', 'a stranger may send it');
      await visitor.say('see the file', randomUUID(), [file.id]);
      const [found] = await visitor.after(0);
      must(found?.attachments[0]?.id === file.id, 'the message does not carry it');
      const content = await fetch(new URL(found.attachments[0]!.url, target.server));
      must(content.ok && (await content.text()) === 'a file', `it cannot be read: ${content.status}`);
      must(/^attachment/.test(content.headers.get('content-disposition') ?? ''), 'it is not a download');
    }),
  },
];

/** In this order: what later rules build on comes first. */
export const SERVER_RULES: readonly ServerRule[] = [
  ...SESSION,
  ...MESSAGES,
  ...LIMITS_AND_ERRORS,
  ...MARKS,
  ...IDENTITY,
  ...PLAIN,
];
