import { Injectable, type OnModuleInit } from '@nestjs/common';
import { namelessVisitor } from '../../customers/nameless.rules.js';
import { randomToken } from '../../platform/crypto/tokens.js';
import {
  SendFailure,
  Unreadable,
  type Abilities,
  type ChannelAdapter,
  type CheckStep,
  type InboundMessage,
  type Line,
  type RawEnvelope,
} from '../contract.js';
import { ChannelRegistry } from '../registry.js';
import type { ChatEnvelope } from './chat.envelope.js';
import { uploadOwner } from './chat.envelope.js';
import { CHAT_SETTINGS, settingsOf } from './chat.settings.js';
import { ChatSimulator } from './chat.simulator.js';
import { LIMITS } from './protocol/protocol.js';
import { ChatRooms } from './chat.rooms.js';

/** Web chat as a channel like any other: what visitors say comes in as envelopes, what agents say is fetched by the visitor. */
@Injectable()
export class ChatAdapter implements ChannelAdapter, OnModuleInit {
  readonly kind = 'chat';
  readonly name = 'Web chat';
  readonly settings = CHAT_SETTINGS;
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: true, outbound: true, maxBytes: LIMITS.attachmentBytes, maxCount: LIMITS.attachments },
    receipts: ['read'],
    replyWindowHours: null,
    typing: true,
    calls: false,
    threads: false,
    intake: 'at-once',
    delivery: 'pull',
    undoSeconds: 0,
    maxText: LIMITS.text,
  };

  constructor(
    private readonly registry: ChannelRegistry,
    private readonly simulator: ChatSimulator,
    private readonly rooms: ChatRooms,
  ) {}

  onModuleInit(): void {
    this.registry.add(this);
  }

  create(): { publicKey: string; secrets: Record<string, string> } {
    return { publicKey: randomToken('wgt_').slice(0, 28), secrets: { identitySecret: randomToken('ids_') } };
  }

  normalize({ raw }: RawEnvelope, line: Line): InboundMessage[] {
    const { clientId, text, attachments, visitor } = read(raw);
    return [
      {
        type: 'message',
        clientId,
        sender: {
          kind: 'visitor',
          value: visitor.key,
          name: visitor.name ?? namelessVisitor(visitor.key, visitor.language),
          verified: visitor.verified,
          ...(visitor.email && { also: [{ kind: 'email', value: visitor.email, verified: visitor.emailProven }] }),
        },
        text,
        uploadIds: attachments,
        uploadOwner: uploadOwner(line.id, visitor.key),
        thread: { senderProven: true },
        ...(visitor.language && { language: visitor.language }),
      },
    ];
  }

  send(): Promise<never> {
    return Promise.reject(new SendFailure('permanent', 'A chat message is fetched by its visitor, never sent.'));
  }

  linesChanged(): void {
    this.rooms.dropClosed();
  }

  check(line: Line): Promise<CheckStep[]> {
    const { allowedOrigins, identitySecret } = settingsOf(line.settings);
    return Promise.resolve([
      { name: 'key', ok: line.publicKey !== null, detail: `The widget's key is ${line.publicKey}.` },
      {
        name: 'pages',
        ok: true,
        detail:
          allowedOrigins.length > 0
            ? `Only these pages may show it: ${allowedOrigins.join(', ')}.`
            : 'Every page may show it.',
      },
      {
        name: 'identity',
        ok: identitySecret !== '',
        detail: identitySecret ? 'Signed-in visitors can be verified.' : 'There is no identity secret.',
      },
    ]);
  }

  simulate(line: Line, what: { name: string; address: string; text: string }): Promise<void> {
    return this.simulator.say(line, what);
  }
}

function read(raw: Buffer): ChatEnvelope {
  try {
    const envelope = JSON.parse(raw.toString('utf8')) as ChatEnvelope;
    if (
      typeof envelope.clientId !== 'string' ||
      typeof envelope.text !== 'string' ||
      typeof envelope.visitor.key !== 'string'
    )
      throw new Error();
    return envelope;
  } catch {
    throw new Unreadable('not a chat envelope');
  }
}
