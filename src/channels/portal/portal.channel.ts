import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  SendFailure,
  Unreadable,
  type Abilities,
  type ChannelAdapter,
  type CheckStep,
  type InboundMessage,
  type RawEnvelope,
  type SettingsSchema,
} from '../contract.js';
import { ChannelRegistry } from '../registry.js';
import type { PortalEnvelope } from './portal.envelope.js';

/** The customers' portal as a line like any other: what they write there comes in, and they fetch what agents answer. */
@Injectable()
export class PortalChannel implements ChannelAdapter, OnModuleInit {
  readonly kind = 'portal';
  readonly name = 'Customer portal';
  readonly settings: SettingsSchema = { type: 'object', properties: {} };
  readonly abilities: Abilities = {
    html: false,
    subject: false,
    cc: false,
    attachments: { inbound: true, outbound: true, maxBytes: 25 * 1024 * 1024, maxCount: 10 },
    receipts: ['read'],
    replyWindowHours: null,
    typing: false,
    calls: false,
    // Tickets stand side by side there, and each has its own thread.
    threads: true,
    intake: 'at-once',
    delivery: 'pull',
    undoSeconds: 0,
    maxText: 20_000,
  };

  constructor(private readonly registry: ChannelRegistry) {}

  onModuleInit(): void {
    this.registry.add(this);
  }

  normalize({ raw }: RawEnvelope): InboundMessage[] {
    const said = read(raw);
    return [
      {
        type: 'message',
        clientId: said.clientId,
        sender: { kind: 'email', value: said.from.email, name: said.from.name, verified: true },
        ...(said.subject && { subject: said.subject }),
        text: said.text,
        uploadIds: said.uploadIds,
        uploadOwner: said.uploadOwner,
        thread: { senderProven: true, ...(said.conversationId && { conversationId: said.conversationId }) },
        ...(said.language && { language: said.language }),
        meta: {
          ...(said.siteId && { siteId: said.siteId }),
          ...(said.equipmentId && { equipmentId: said.equipmentId }),
          ...(said.packageId && { packageId: said.packageId }),
          ...(said.reportRequestId && { reportRequestId: said.reportRequestId }),
        },
      },
    ];
  }

  send(): Promise<never> {
    return Promise.reject(new SendFailure('permanent', 'What is said in the portal is fetched there, never sent.'));
  }

  check(): Promise<CheckStep[]> {
    return Promise.resolve([
      { name: 'portal', ok: true, detail: 'Customers who were invited to the portal write and read here.' },
    ]);
  }
}

function read(raw: Buffer): PortalEnvelope {
  try {
    const said = JSON.parse(raw.toString('utf8')) as PortalEnvelope;
    if (typeof said.clientId !== 'string' || typeof said.text !== 'string' || typeof said.from.email !== 'string')
      throw new Error();
    return said;
  } catch {
    throw new Unreadable('not an envelope of the portal');
  }
}
