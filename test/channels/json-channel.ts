import { createHmac } from 'node:crypto';
import {
  FileGone,
  Unreadable,
  type Abilities,
  type ChannelAdapter,
  type HookRequest,
  type HookVerdict,
  type Inbound,
  type Line,
  type Outbound,
  type OutboundPost,
  type Published,
  type Sent,
  type SettingsSchema,
} from '../../src/channels/contract.js';

/** A channel whose envelopes are JSON of what they mean: what stands behind a channel is tested with it. */
export class JsonChannel implements ChannelAdapter {
  readonly name = 'JSON';
  readonly hooks: string[];
  readonly settings: SettingsSchema = {
    type: 'object',
    properties: {
      greeting: { type: 'string', title: 'Greeting', maxLength: 50, default: 'hello' },
      key: { type: 'string', title: 'Signing key', writeOnly: true },
    },
  };
  readonly abilities: Abilities;
  /** What was sent; a test may replace `answer` to fail. */
  readonly sent: Outbound[] = [];
  answer: (outbound: Outbound) => Promise<Sent> = async (outbound) => ({ externalId: `sent-${outbound.messageId}` });
  /** What the provider keeps for us, and what it says when it is asked about a message. */
  keeps: (reference: string) => Promise<Buffer> = async () => Promise.reject(new FileGone('There is no such file.'));
  knows: NonNullable<ChannelAdapter['reconcile']> = async () => 'unknown';
  /** What was published, and what the provider says of it. */
  readonly posted: OutboundPost[] = [];
  takes: (post: OutboundPost, line: Line) => Promise<Published> = async () => ({
    externalId: `post-${this.kind}-${this.posted.length}`,
    url: `https://${this.kind}.example/${this.posted.length}`,
  });
  shows: NonNullable<ChannelAdapter['published']> = async () => 'unknown';

  constructor(
    readonly kind: string,
    abilities: Partial<Abilities> = {},
  ) {
    this.hooks = [kind];
    this.abilities = {
      html: false,
      subject: true,
      cc: false,
      attachments: { inbound: true, outbound: true, maxBytes: 1e6, maxCount: 5 },
      receipts: ['delivered', 'read'],
      replyWindowHours: null,
      typing: false,
      calls: false,
      threads: true,
      intake: 'job',
      delivery: 'send',
      undoSeconds: 0,
      maxText: 1000,
      ...abilities,
    };
  }

  address(given: string | undefined): string | null {
    return given ?? null;
  }

  verify({ headers, body }: HookRequest, line: Line): HookVerdict {
    const wanted = createHmac('sha256', String(line.settings.key)).update(body).digest('hex');
    return headers['x-signature'] === wanted ? { verdict: 'accept', key: wanted } : { verdict: 'refuse' };
  }

  normalize({ raw }: { raw: Buffer }): Inbound[] {
    const text = raw.toString('utf8');
    if (text.startsWith('garbage')) throw new Unreadable('not-json');
    return JSON.parse(text, (key, value: unknown) =>
      key === 'at' && typeof value === 'string' ? new Date(value) : value,
    ) as Inbound[];
  }

  async send(outbound: Outbound): Promise<Sent> {
    this.sent.push(outbound);
    return this.answer(outbound);
  }

  fetchFile(reference: string): Promise<Buffer> {
    return this.keeps(reference);
  }

  reconcile(outbound: Outbound, line: Line) {
    return this.knows(outbound, line);
  }

  async publish(post: OutboundPost, line: Line): Promise<Published> {
    this.posted.push(post);
    return this.takes(post, line);
  }

  published(post: OutboundPost, line: Line) {
    return this.shows(post, line);
  }
}

/** What somebody says, as an envelope of the JSON channel. */
export const says = (from: string, text: string, more: object = {}) => ({
  type: 'message',
  sender: { kind: 'email', value: from, name: from.split('@')[0], verified: true },
  text,
  subject: text,
  thread: { senderProven: true },
  ...more,
});
