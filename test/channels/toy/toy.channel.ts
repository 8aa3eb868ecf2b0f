import { hmacHex, randomToken, sameSecret } from '../../../src/platform/crypto/tokens.js';
import {
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
  type RawEnvelope,
  type Sent,
  type SettingsSchema,
} from '../../../src/channels/contract.js';

/**
 * A pager that the provider "Toy" brings by webhook. One message is
 *
 *   id: 17
 *   from: ana-01
 *
 *   Router offline
 *
 * and a receipt has `of:` (an id that we got when we sent) and `state:` instead of a text.
 */
export class ToyChannel implements ChannelAdapter {
  readonly kind = 'toy';
  readonly name = 'Toy pager';
  readonly hooks = ['toy'];
  readonly settings: SettingsSchema = {
    type: 'object',
    properties: {
      region: { type: 'string', title: 'Region', enum: ['north', 'south'], default: 'north' },
      board: { type: 'string', title: 'Notice board' },
      signingKey: { type: 'string', title: 'Signing key', writeOnly: true },
    },
  };
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: false, outbound: false, maxBytes: 0, maxCount: 0 },
    receipts: ['delivered', 'read'],
    replyWindowHours: null,
    typing: false,
    calls: false,
    threads: false,
    intake: 'job',
    delivery: 'send',
    undoSeconds: 0,
    maxText: 2000,
    // A line with a notice board publishes: words only, a link among them.
    publishing: { maxText: 500, picture: null, link: false, setting: 'board' },
  };
  /** What "the provider" was given. A real channel makes a request here, through the egress guard. */
  readonly paged: { to: string; text: string }[] = [];
  readonly pinned: string[] = [];

  create(): { secrets: Record<string, string> } {
    return { secrets: { signingKey: randomToken('toy_') } };
  }

  verify({ headers, body }: HookRequest, line: Line): HookVerdict {
    const given = headers['x-toy-signature'] ?? '';
    if (!sameSecret(given, hmacHex(String(line.settings.signingKey), body))) return { verdict: 'refuse' };
    const fields = fieldsOf(body);
    const id = fields.get('id');
    return id ? { verdict: 'accept', key: id, saidBy: fields.get('from') } : { verdict: 'refuse' };
  }

  normalize({ raw }: RawEnvelope): Inbound[] {
    const fields = fieldsOf(raw);
    const [of, state] = [fields.get('of'), fields.get('state')];
    if (of && (state === 'delivered' || state === 'read' || state === 'failed')) {
      return [{ type: 'receipt', of: { externalId: of }, state }];
    }
    const [id, from] = [fields.get('id'), fields.get('from')];
    if (!id || !from) throw new Unreadable('no-sender');
    return [
      {
        type: 'message',
        externalId: id,
        sender: { kind: 'external', value: from, name: fields.get('name'), verified: true },
        text: fields.get('')!.slice(0, 100_000),
        thread: { senderProven: true },
      },
    ];
  }

  send(outbound: Outbound): Promise<Sent> {
    this.paged.push({ to: outbound.to[0]?.address ?? '', text: outbound.text });
    return Promise.resolve({ externalId: `paged-${outbound.messageId}` });
  }

  publish({ text }: OutboundPost): Promise<Published> {
    this.pinned.push(text);
    return Promise.resolve({ externalId: `pinned-${this.pinned.length}` });
  }
}

/** The lines before the empty one, by name; what follows it under the empty name. */
function fieldsOf(raw: Buffer): Map<string, string> {
  const [head = '', ...text] = raw.toString('utf8').split('\n\n');
  const fields = new Map([['', text.join('\n\n').trim()]]);
  for (const line of head.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  return fields;
}
