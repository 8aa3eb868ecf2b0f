import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDate,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { NamedView } from '../platform/http/named.dto.js';
import { Optional } from '../platform/http/optional.decorator.js';
import { MODES, PRIORITIES, STATUS_CATEGORIES, type Mode, type Priority, type StatusCategory } from './ticket.rules.js';

const SUBJECT = 300;
export const MOST_TAGS = 50;
const TAG = 60;

/** Words of the house; the writer tidies them. */
export const Tags = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(MOST_TAGS),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(TAG, { each: true }),
  );

/** Somebody who writes for the first time. */
export class NewTicketContact {
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name!: string;

  @Optional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  @Optional()
  @IsString()
  @MinLength(3)
  @MaxLength(40)
  phone?: string;
}

/** What may be set on a ticket, new or old. */
class TicketValues {
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /** question, incident, problem, task, or a word of your own. */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(40)
  type?: string;

  @Optional()
  @IsIn(MODES)
  mode?: Mode;

  /** Null takes it away from its team. */
  @IsOptional()
  @IsUUID()
  teamId?: string | null;

  /** Null takes it away from its assignee. */
  @IsOptional()
  @IsUUID()
  assigneeId?: string | null;

  @Optional()
  @Tags()
  tags?: string[];

  /** Custom fields by their key; null takes a value away, what is left out stays. */
  @Optional()
  @IsObject()
  fields?: Record<string, unknown>;
}

export class CreateTicket extends TicketValues {
  @IsString()
  @MinLength(1)
  @MaxLength(SUBJECT)
  subject!: string;

  /** Who it is for; or `contact` for somebody new (or known by that address or number). */
  @Optional()
  @IsUUID()
  contactId?: string;

  @Optional()
  @ValidateNested()
  @Type(() => NewTicketContact)
  contact?: NewTicketContact;

  /** With a line, `text` goes to the customer on it; without one it is kept as a note. */
  @Optional()
  @IsUUID()
  inboxId?: string;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(100_000)
  text?: string;

  /** Which place of the customer's company it concerns. */
  @Optional()
  @IsUUID()
  siteId?: string;
}

/** A ticket as it should be; what is left out stays. Also the change of bulk actions. */
export class WantedTicket extends TicketValues {
  /** Id of a status, or a category, whose default status it gets. */
  @Optional()
  @IsString()
  @MaxLength(40)
  status?: string;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(SUBJECT)
  subject?: string;

  @Optional()
  @IsUUID()
  contactId?: string;

  @IsOptional()
  @IsUUID()
  companyId?: string | null;

  /** Which place of the customer's company it concerns: its hours count. Null: nobody says. */
  @IsOptional()
  @IsUUID()
  siteId?: string | null;

  /** Sleeps until then; a message of the customer wakes it earlier. Null wakes it. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  snoozedUntil?: Date | null;
}

export class ChangeTicket extends WantedTicket {
  /** The version that was seen; an older one is refused with 409 and the current one. */
  @IsInt()
  @Min(1)
  version!: number;
}

export class StatusBrief extends NamedView {
  @ApiProperty({ enum: STATUS_CATEGORIES }) category!: StatusCategory;
}

/** One line of the queue: the same over HTTP and sockets. */
export class TicketRowView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: StatusBrief }) status!: StatusBrief;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ enum: MODES }) mode!: Mode;
  @ApiProperty() type!: string;
  @ApiProperty({ type: NamedView, nullable: true }) company!: NamedView | null;
  @ApiProperty({ type: NamedView }) contact!: NamedView;
  @ApiProperty({ type: NamedView, nullable: true }) assignee!: NamedView | null;
  @ApiProperty({ type: NamedView, nullable: true }) team!: NamedView | null;
  @ApiProperty({ type: [String] }) channels!: string[];
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: Date, nullable: true }) dueAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Which promise is due then.' }) dueMetric!: string | null;
  @ApiProperty({ type: Date, nullable: true }) snoozedUntil!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Since when the customer waits for an answer.' })
  waitingSince!: Date | null;
  @ApiProperty({ description: 'Of the last message; of the ticket itself while nothing was said.' })
  lastMessageAt!: Date;
  @ApiProperty() updatedAt!: Date;
  @ApiProperty() createdAt!: Date;
  @ApiProperty({ description: 'Give it back with a change.' }) version!: number;
  @ApiProperty({ description: 'Of the last event.' }) seq!: number;
}

export class TicketPage {
  @ApiProperty({ type: [TicketRowView] }) items!: TicketRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class InboxBrief extends NamedView {
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
}

/** The customer asked not to be written to on this line. */
export class OptedOut {
  @ApiProperty({ description: 'By which word.' }) word!: string;
  @ApiProperty() at!: Date;
}

/** Whether who said something in public can be answered privately, beside the time that the channel sets. */
export class PrivateAnswer {
  @ApiProperty({
    enum: ['public_only', 'private_elsewhere'],
    nullable: true,
    description:
      'Why not: only where it was said, or because a private conversation with them stands on another open ticket.',
  })
  closedReason!: 'public_only' | 'private_elsewhere' | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of the other ticket.' }) ticket!: number | null;
}

export class ConversationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() channel!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) inboxId!: string | null;
  @ApiProperty({ type: InboxBrief, nullable: true }) inbox!: InboxBrief | null;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ enum: ['open', 'ended'] }) state!: 'open' | 'ended';
  @ApiProperty() lastSeq!: number;
  @ApiProperty({ description: 'How far the customer has read.' }) readSeq!: number;
  @ApiProperty({ type: Number, nullable: true }) rating!: number | null;
  @ApiProperty({ type: String, nullable: true }) ratingComment!: string | null;
  @ApiProperty({ description: 'With somebody else than the customer.' }) thirdParty!: boolean;
  @ApiProperty({ description: 'Everybody reads it: under a post.' }) public!: boolean;
  @ApiProperty({
    enum: ['inbox_inactive', 'opted_out'],
    nullable: true,
    description: 'Why nothing can be sent here now.',
  })
  closedReason!: 'inbox_inactive' | 'opted_out' | null;
  @ApiProperty({ type: OptedOut, nullable: true }) optedOut!: OptedOut | null;
  @ApiProperty({ type: Date, nullable: true, description: 'From then the reply window of its channel counts.' })
  lastInboundAt!: Date | null;
  @ApiProperty({ type: PrivateAnswer, nullable: true, description: 'Of what was said in public.' })
  privateAnswer!: PrivateAnswer | null;
}

/** A line on which nothing was said on this ticket yet, and which reaches its customer. */
export class WayOutView {
  @ApiProperty({ type: InboxBrief }) inbox!: InboxBrief;
  @ApiProperty() channel!: string;
  @ApiProperty({
    description: 'Their address or number, as it is shown; their name, where the line has an id for them.',
  })
  to!: string;
  @ApiProperty({ type: OptedOut, nullable: true }) optedOut!: OptedOut | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When they last wrote there.' }) lastInboundAt!: Date | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'Number of another open ticket on which that conversation stands; it goes on here once something is said.',
  })
  ticket!: number | null;
}

export class WayOutList {
  @ApiProperty({ type: [WayOutView] }) items!: WayOutView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class ParticipantView {
  @ApiProperty({ enum: ['requester', 'customer', 'third_party', 'agent', 'copied'] }) role!:
    'requester' | 'customer' | 'third_party' | 'agent' | 'copied';
  @ApiProperty({ enum: ['contact', 'user', 'address'] }) kind!: 'contact' | 'user' | 'address';
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) id!: string | null;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
}

export class LinkedTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ type: StatusBrief }) status!: StatusBrief;
}

export const LINK_KINDS = ['related', 'parent', 'child', 'duplicate'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export class LinkView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: LINK_KINDS, description: 'What the other ticket is to this one.' }) kind!: LinkKind;
  @ApiProperty({ type: LinkedTicket }) ticket!: LinkedTicket;
}

export class MergedTicket {
  @ApiProperty({ format: 'uuid' }) mergeId!: string;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}

export class NumberedTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
}

export class TicketPlaceView extends NamedView {
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
}

export class TicketView extends TicketRowView {
  @ApiProperty({ type: TicketPlaceView, nullable: true, description: 'Which place of the customer it concerns.' })
  site!: TicketPlaceView | null;
  @ApiProperty({ type: [ConversationView] }) conversations!: ConversationView[];
  @ApiProperty({ type: [ParticipantView] }) participants!: ParticipantView[];
  @ApiProperty({ type: [NamedView] }) followers!: NamedView[];
  @ApiProperty({ type: [Object], description: 'Promises that run on it.' }) clocks!: object[];
  @ApiProperty({ type: [Object] }) visits!: object[];
  @ApiProperty({ type: [LinkView] }) links!: LinkView[];
  @ApiProperty({ type: Object, description: 'Custom fields by their key.' }) fields!: Record<string, unknown>;
  @ApiProperty({ type: Date, nullable: true }) firstResponseAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) solvedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) closedAt!: Date | null;
  @ApiProperty({ type: NumberedTicket, nullable: true, description: 'It lives on in this one.' })
  mergedInto!: NumberedTicket | null;
  @ApiProperty({ type: [MergedTicket], description: 'What was merged into it and can be taken out again.' })
  merged!: MergedTicket[];
}
