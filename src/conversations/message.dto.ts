import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import type { Attachment } from './attachment.entity.js';
import type { FileScan } from './file-scans.service.js';
import type { RecipientOutcome } from './recipient-outcome.rules.js';
import type { Address, Direction, Message, MessageKind, MessageState } from './message.entity.js';

/** Larger than any `seq`: `?before=` with it asks for the newest page. */
const MAX_SEQ = 2_147_483_647;

export class MessageQuery extends PageQuery {
  /** Messages behind this `seq`, from there on. */
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_SEQ)
  after?: number;

  /** The page that ends before this `seq`; it too is oldest first. */
  @Optional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_SEQ)
  before?: number;
}

export class AddressView {
  @ApiPropertyOptional() name?: string;
  @ApiPropertyOptional() address?: string;
}

export class SenderView extends AddressView {
  @ApiProperty({ enum: ['contact', 'user', 'bot', 'system'] }) kind!: Message['authorKind'];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
}

export class AttachmentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() type!: string;
  @ApiProperty() size!: number;
  @ApiProperty({ description: 'Where it is downloaded, with the right to see its ticket.' }) url!: string;
  @ApiProperty({ description: 'Shown within the text.' }) inline!: boolean;
  @ApiPropertyOptional({
    enum: ['waiting', 'infected', 'unscannable'],
    description: 'What the virus scanner said, where it is not clean. An infected one is given to nobody.',
  })
  scan?: 'waiting' | 'infected' | 'unscannable';
  @ApiPropertyOptional({ description: 'What it found.' }) finding?: string;
  @ApiPropertyOptional({ description: 'It is kept, and cannot be downloaded now.' }) blocked?: boolean;
}

export class RecipientOutcomeView {
  @ApiProperty() address!: string;
  @ApiProperty({ enum: ['accepted', 'waiting', 'rejected'], description: 'waiting: is tried again.' })
  state!: RecipientOutcome['state'];
  @ApiPropertyOptional({ description: 'What the other side said.' }) reason?: string;
}

/** The one message that another answers, as it stands now. */
export class QuotedView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null where it is not on this ticket.' })
  id!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Its position on this ticket.' }) seq!: number | null;
  @ApiProperty({ enum: ['in', 'out'], nullable: true, description: 'Null where we do not know it.' })
  direction!: 'in' | 'out' | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who said it.' }) name!: string | null;
  @ApiProperty({ description: 'Its beginning, in one line; empty where nothing is known of it.' }) text!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Its first file.' }) file!: string | null;
  @ApiProperty({ description: 'Whoever said it has taken it back.' }) unsent!: boolean;
}

/** One thing said, on whatever channel. */
export class MessageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Position on the ticket, without gaps.' }) seq!: number;
  @ApiProperty({ format: 'uuid' }) ticketId!: string;
  @ApiProperty({ format: 'uuid' }) conversationId!: string;
  @ApiProperty({ enum: ['message', 'note', 'call', 'visit', 'meeting'] }) kind!: MessageKind;
  @ApiProperty({ enum: ['in', 'out', 'internal'] }) direction!: Direction;
  @ApiProperty() channel!: string;
  @ApiProperty({ type: SenderView }) from!: SenderView;
  @ApiProperty({ type: [AddressView] }) to!: Address[];
  @ApiProperty({ type: [AddressView] }) cc!: Address[];
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ description: 'What is new.' }) text!: string;
  @ApiProperty({ description: 'With the quoted history.' }) textFull!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Sanitised.' }) html!: string | null;
  @ApiProperty({ type: [AttachmentView] }) attachments!: AttachmentView[];
  @ApiProperty({
    enum: ['received', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled'],
  })
  state!: MessageState;
  @ApiProperty({ type: String, nullable: true, description: 'Why it could not be sent.' }) error!: string | null;
  @ApiPropertyOptional({
    type: [RecipientOutcomeView],
    description: 'What became of it for each recipient, where the channel tells.',
  })
  outcomes?: RecipientOutcome[];
  @ApiPropertyOptional({ type: QuotedView, description: 'What it answers, where one message was chosen.' })
  quoted?: QuotedView;
  @ApiProperty({ description: 'Written by a machine.' }) automatic!: boolean;
  @ApiProperty({ type: String, nullable: true }) clientId!: string | null;
  @ApiPropertyOptional({ type: [String], description: 'Users that a note names.' }) mentions?: string[];
  @ApiProperty({ type: Date, nullable: true, description: 'When it may leave.' }) sendAt!: Date | null;
  @ApiProperty({ type: Object, description: 'Verdicts and flags of its channel.' }) meta!: Record<string, unknown>;
  @ApiProperty() at!: Date;
}

export class MessagePage {
  @ApiProperty({ type: [MessageView] }) items!: MessageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export const presentAttachment = (
  file: Pick<Attachment, 'id' | 'name' | 'type' | 'size' | 'inline'>,
  scan?: FileScan,
): AttachmentView => ({
  id: file.id,
  name: file.name,
  type: file.type,
  size: file.size,
  url: `/api/v1/attachments/${file.id}`,
  inline: file.inline,
  ...(scan && scan.state !== 'clean' && { scan: scan.state }),
  ...(scan?.open === false && { blocked: true }),
  ...(scan?.finding && scan.state !== 'waiting' && { finding: scan.finding }),
});

const WAITING: readonly MessageState[] = ['scheduled', 'queued'];

export function presentMessage(
  message: Message,
  html: string | null,
  files: Attachment[],
  scans: ReadonlyMap<string, FileScan> = new Map(),
  quoted?: QuotedView,
): MessageView {
  // The link by which a customer ends messages to many is theirs alone.
  const { mentions, outcomes, optOut: _theirs, ...meta } = message.meta;
  return {
    id: message.id,
    seq: message.ticketSeq,
    ticketId: message.ticketId,
    conversationId: message.conversationId,
    kind: message.kind,
    direction: message.direction,
    channel: message.channel,
    from: { ...message.sender, kind: message.authorKind, id: message.authorId },
    to: message.recipients,
    cc: message.cc,
    subject: message.subject,
    text: message.text,
    textFull: message.textFull ?? message.text,
    html,
    attachments: files.map((file) => presentAttachment(file, scans.get(file.blobKey))),
    state: message.state,
    error: message.error,
    ...(Array.isArray(outcomes) && { outcomes: outcomes as RecipientOutcome[] }),
    ...(quoted && { quoted }),
    automatic: message.automatic,
    clientId: message.clientId,
    ...(Array.isArray(mentions) && { mentions: mentions as string[] }),
    sendAt: WAITING.includes(message.state) ? message.sendAt : null,
    meta,
    at: message.at,
  };
}
