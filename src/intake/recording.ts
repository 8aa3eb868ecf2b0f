import { Injectable } from '@nestjs/common';
import type { InboundFile, InboundFileReference, InboundMessage, Line } from '../channels/contract.js';
import type { Envelope } from '../channels/envelope.entity.js';
import { ChannelRegistry } from '../channels/registry.js';
import { ConversationsService } from '../conversations/conversations.service.js';
import { Blobs } from '../platform/blobs/blobs.js';
import type { Tx } from '../platform/database/tx.js';
import { SYSTEM } from '../platform/http/access.decorators.js';
import type { Ticket } from '../tickets/ticket.entity.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import type { Customer } from './identification.js';
import { InboundFiles, referencesOf } from './inbound-files.service.js';
import type { Thread } from './threading.rules.js';

interface Scene {
  envelope: Envelope;
  line: Line;
  customer: Customer;
  message: InboundMessage;
  thread: Thread;
  ticket: Ticket;
}

/** Writes down what was said, with its files, in its conversation and on its ticket. */
@Injectable()
export class Recording {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly tickets: TicketWriter,
    private readonly registry: ChannelRegistry,
    private readonly blobs: Blobs,
    private readonly inboundFiles: InboundFiles,
  ) {}

  async record(tx: Tx, scene: Scene): Promise<{ id: string; repeat: boolean }> {
    const { line, message, ticket, customer } = scene;
    const conversation = await this.conversationFor(tx, scene);
    // An envelope that is told as it is stored is the first of its key, and the key holds the client's id.
    const first = this.registry.get(line.channel).abilities.intake === 'at-once' && scene.envelope.attempts === 0;
    const earlier = first ? null : await this.earlierAttempt(tx, conversation.id, message.clientId);
    if (earlier) return { id: earlier, repeat: true };
    const begun = await this.begunBy(tx, conversation.id, message.album);
    if (begun) return this.addTo(tx, begun, conversation, scene);
    const recorded = await this.tickets.say(
      tx,
      ticket,
      { ...SYSTEM, kind: 'contact', id: customer.contactId, name: customer.name },
      conversation,
      {
        kind: message.kind ?? 'message',
        direction: 'in',
        author: { kind: 'contact', id: customer.contactId },
        sender: { name: message.sender.speaker ?? message.sender.name ?? customer.name, address: message.sender.value },
        recipients: message.to,
        cc: message.cc,
        subject: message.subject ?? null,
        text: message.text,
        textFull: message.textFull,
        html: message.html,
        state: 'received',
        automatic: Boolean(message.automatic),
        clientId: message.clientId,
        externalId: message.externalId,
        envelopeId: scene.envelope.id,
        meta: { ...this.metaOf(scene), ...(conversation.thirdParty && { thirdParty: true }) },
      },
    );
    this.conversations.remember(tx, line.id, conversation.id, recorded.id, [
      ...(message.externalId ? [message.externalId] : []),
      ...(message.thread.references ?? []),
    ]);
    await this.attach(tx, recorded.id, conversation.id, scene);
    return { id: recorded.id, repeat: false };
  }

  /** The message that an earlier part of the same album made. The identity is held, so parts come one after the other. */
  private async begunBy(tx: Tx, conversationId: string, album: string | undefined): Promise<string | null> {
    if (!album) return null;
    const [row] = await tx.query<{ id: string }>(
      `select id from (select id, meta from messages where conversation_id = $1 and direction = 'in' order by seq desc limit 50) latest
       where meta ->> 'album' = $2 limit 1`,
      [conversationId, album],
    );
    return row?.id ?? null;
  }

  private async addTo(
    tx: Tx,
    id: string,
    conversation: { id: string; channel: string },
    scene: Scene,
  ): Promise<{ id: string; repeat: boolean }> {
    const { line, message, ticket } = scene;
    if (message.text) {
      tx.write(`update messages set text = ltrim(text || E'\\n' || $2, E'\\n') where id = $1`, [id, message.text]);
    }
    this.conversations.remember(tx, line.id, conversation.id, id, message.externalId ? [message.externalId] : []);
    await this.attach(tx, id, conversation.id, scene);
    tx.emit('message.state-changed', {
      messageId: id,
      conversationId: conversation.id,
      ticketId: ticket.id,
      channel: conversation.channel,
      state: 'received',
    });
    return { id, repeat: false };
  }

  /** Suppliers copy customers in: what the customer says there is still the customer's word. */
  private async conversationFor(tx: Tx, scene: Scene): Promise<{ id: string; channel: string; thirdParty?: boolean }> {
    const { customer, ticket } = scene;
    const { id, channel, thirdParty } = await this.placeFor(tx, scene);
    return { id, channel, thirdParty: thirdParty && customer.contactId !== ticket.contactId };
  }

  private async placeFor(
    tx: Tx,
    { line, customer, message, thread, ticket }: Scene,
  ): Promise<{ id: string; channel: string; thirdParty?: boolean }> {
    // The conversation keeps the channel on which it began: an answer by mail to a chat stays in the chat's record.
    if (thread.kind === 'join') {
      if (thread.at?.channel === line.channel) return { id: thread.conversationId, channel: line.channel };
      const found = await this.conversations.find(tx, thread.conversationId);
      if (found && (found.channel === line.channel || !this.registry.has(found.channel))) return found;
    }
    return this.conversations.open(tx, {
      ticketId: ticket.id,
      inboxId: line.id,
      channel: line.channel,
      contactId: customer.contactId,
      identityId: customer.identityId,
      subject: message.thread.topic ?? message.subject ?? null,
      threaded: this.registry.get(line.channel).abilities.threads || message.thread.public === true,
      public: message.thread.public === true,
    });
  }

  private async earlierAttempt(tx: Tx, conversationId: string, clientId: string | undefined): Promise<string | null> {
    if (!clientId) return null;
    const [row] = await tx.query<{ id: string }>(
      'select id from messages where conversation_id = $1 and client_id = $2',
      [conversationId, clientId],
    );
    return row?.id ?? null;
  }

  private metaOf({ message, thread, ticket }: Scene): Record<string, unknown> {
    return {
      ...message.meta,
      ...(message.album && { album: message.album }),
      ...(message.thread.publicOnly && { publicOnly: true }),
      ...(message.automatic && { automatic: message.automatic }),
      ...(thread.kind === 'new' && thread.near && { possibleFollowUp: thread.near }),
      ...(thread.kind === 'join' && { threadedBy: thread.by }),
      ...(thread.kind === 'join' && topicChanged(message.thread.topic, ticket.subject) && { subjectChanged: true }),
    };
  }

  private async attach(tx: Tx, messageId: string, conversationId: string, { message, envelope }: Scene): Promise<void> {
    const files = await Promise.all(
      (message.files ?? []).filter(isContent).map(async (file) => ({
        name: file.name,
        type: file.type,
        size: file.content.length,
        blobKey: await this.blobs.put(file.content),
        contentId: file.contentId ?? null,
        inline: file.inline,
      })),
    );
    this.conversations.attachFiles(tx, messageId, files);
    await this.inboundFiles.attach(tx, envelope.id, messageId, referencesOf(message.files));
    await this.conversations.attachUploads(
      tx,
      messageId,
      message.uploadOwner ?? `conversation:${conversationId}`,
      message.uploadIds ?? [],
    );
  }
}

const isContent = (file: InboundFile | InboundFileReference): file is InboundFile => 'content' in file;

/** People reuse an old thread for a new topic by editing the subject: shown, with a one-click split. */
function topicChanged(topic: string | undefined, subject: string): boolean {
  if (!topic) return false;
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return !plain(subject).endsWith(plain(topic)) && !plain(topic).endsWith(plain(subject));
}
