import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsDate, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { PURPOSES, type ConsentState, type Purpose } from '../conversations/consents.service.js';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { LAWS, type Law } from './deadline.rules.js';
import {
  REQUEST_KINDS,
  REQUEST_STATES,
  type CameBy,
  type RequestKind,
  type RequestState,
} from './privacy-request.entity.js';
import { RETENTION_CATEGORIES, type RetentionCategory } from './retention.rules.js';

export class RequestsQuery extends PageQuery {
  /** Without it both: what is open first, by its deadline. */
  @Optional() @IsIn(['open', 'ended']) state?: 'open' | 'ended';
  @Optional() @IsIn(REQUEST_KINDS) kind?: RequestKind;
  @Optional() @IsUUID() contact?: string;
}

export class NewRequest {
  @IsUUID() contactId!: string;
  @IsIn(REQUEST_KINDS) kind!: RequestKind;
  /** By which law it is answered; the house's where it is not said. */
  @Optional() @IsIn(LAWS) law?: Law;
  /** How it was made sure that it is the person who asks. */
  @IsString() @Length(3, 500) verifiedBy!: string;
  /** When they asked, from which the deadline counts; now where it is not said. */
  @Optional() @Type(() => Date) @IsDate() receivedAt?: Date;
  /** In which language they are answered. */
  @Optional() @IsIn(['en', 'pt-BR']) language?: string;
  @Optional() @IsString() @Length(1, 1_000) reason?: string;
}

export class RequestEnd {
  /** Answered by hand, or refused. */
  @IsIn(['done', 'refused']) outcome!: 'done' | 'refused';
  /** Why it is refused, or what was done. */
  @Optional() @IsString() @Length(1, 1_000) reason?: string;
  @IsInt() @Min(1) version!: number;
}

export class ConfirmErasure {
  /** Of the preview, not older than a quarter of an hour. */
  @IsString() @Length(1, 200) confirmation!: string;
  /** The name of who is to be erased, typed once more. */
  @IsString() @Length(1, 200) name!: string;
}

export class PersonBrief {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ProgressView {
  @ApiProperty({ description: 'Steps that are done' }) done!: number;
  @ApiProperty({ description: 'Steps in all; 0 before it began' }) total!: number;
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'integer' },
    description: 'Rows that were found, by kind',
  })
  found!: Record<string, number>;
  @ApiProperty({ type: String, nullable: true }) problem!: string | null;
}

export class RequestView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: PersonBrief }) contact!: PersonBrief;
  @ApiProperty({ enum: REQUEST_KINDS }) kind!: RequestKind;
  @ApiProperty({ enum: LAWS }) law!: Law;
  @ApiProperty({ enum: REQUEST_STATES, description: '`ready`: a file waits to be fetched' }) state!: RequestState;
  @ApiProperty({ enum: ['staff', 'portal', 'retention', 'restore'] }) cameBy!: CameBy;
  @ApiProperty({ type: String, nullable: true }) verifiedBy!: string | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty({ format: 'date-time' }) receivedAt!: Date;
  @ApiProperty({ format: 'date-time', description: 'By when the law wants an answer' }) dueAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who wrote it down' }) madeBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who said that it shall be done' }) confirmedBy!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) language!: string | null;
  @ApiProperty({ type: ProgressView }) progress!: ProgressView;
  @ApiProperty({ description: 'A legal hold stands against it' }) held!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until then a law keeps something' })
  keptUntil!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until then the file can be fetched' })
  fileUntil!: Date | null;
  @ApiProperty({ type: Number, nullable: true }) fileSize!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) fileFetchedAt!: Date | null;
  @ApiProperty() version!: number;
}

export class RequestPage {
  @ApiProperty({ type: [RequestView] }) items!: RequestView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class HoldView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: PersonBrief }) contact!: PersonBrief;
  @ApiProperty() reason!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ type: String, nullable: true }) madeBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) releasedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) releasedBy!: string | null;
}

export class HoldPage {
  @ApiProperty({ type: [HoldView] }) items!: HoldView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class NewHold {
  @IsUUID() contactId!: string;
  /** Which case, which court. */
  @IsString() @Length(3, 1_000) reason!: string;
}

export class ErasurePreview {
  @ApiProperty({
    type: Object,
    additionalProperties: { type: 'integer' },
    description: 'How many rows would be erased or made nameless, by kind',
  })
  found!: Record<string, number>;
  @ApiProperty({ type: HoldView, nullable: true, description: 'Blocks it' }) hold!: HoldView | null;
  @ApiProperty({ description: 'Recordings that a law keeps for some time yet' }) keptRecordings!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) keptUntil!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Give it back to confirm; null while a hold stands' })
  confirmation!: string | null;
}

export class ContactPrivacyView {
  @ApiProperty({ format: 'uuid' }) contactId!: string;
  @ApiProperty() restricted!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) restrictedAt!: Date | null;
  @ApiProperty({ description: 'Whoever looks is written down' }) special!: boolean;
  @ApiProperty({ type: HoldView, nullable: true }) hold!: HoldView | null;
  @ApiProperty({ type: [RequestView], description: 'The last ten' }) requests!: RequestView[];
}

export class MarkContact {
  /** Of a special category. */
  @IsBoolean() special!: boolean;
}

export class Restrict {
  /** Why, for the audit's reader: a request, a dispute. */
  @Optional() @IsUUID() requestId?: string;
}

export class ContactViewView {
  @ApiProperty({ type: PersonBrief, description: 'Who looked' }) user!: PersonBrief;
  @ApiProperty({ enum: ['contact', 'ticket', 'export'] }) place!: string;
  @ApiProperty({ format: 'date-time', description: 'Within this hour' }) hour!: Date;
  @ApiProperty() times!: number;
  @ApiProperty({ format: 'date-time' }) lastAt!: Date;
}

export class ContactViewPage {
  @ApiProperty({ type: [ContactViewView] }) items!: ContactViewView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class NewConsentBody {
  @IsIn(PURPOSES) purpose!: Purpose;
  @IsIn(['given', 'withdrawn']) state!: ConsentState;
  /** On which channel; on all where it is left out. */
  @Optional() @IsString() @Length(1, 40) channel?: string;
  /** What the person was asked or told. */
  @IsString() @Length(1, 2_000) wording!: string;
  /** Which version of that text. */
  @IsString() @Length(1, 60) wordingVersion!: string;
  /** Where it can be seen: a message, a form, a call. */
  @IsString() @Length(1, 500) proof!: string;
  /** When they said it; now where it is left out. */
  @Optional() @Type(() => Date) @IsDate() at?: Date;
}

export class ConsentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['person', 'address'], description: 'On all ways to reach them, or on one' }) of!: string;
  @ApiProperty({ enum: PURPOSES }) purpose!: Purpose;
  @ApiProperty({ enum: ['given', 'withdrawn'] }) state!: ConsentState;
  @ApiProperty({ type: String, nullable: true, description: 'Null: on every channel' }) channel!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The line and address, where it is of one' }) where!:
    string | null;
  @ApiProperty() wording!: string;
  @ApiProperty({ type: String, nullable: true }) wordingVersion!: string | null;
  @ApiProperty() proof!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Who wrote it down' }) by!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ description: 'Counts now: no later word says otherwise' }) current!: boolean;
}

export class ConsentList {
  @ApiProperty({ type: [ConsentView] }) items!: ConsentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class RetentionChange {
  /** Null: for ever. */
  @IsOptional() @IsInt() @Min(1) @Max(10_000) days!: number | null;
  @IsInt() @Min(0) version!: number;
}

export class RetentionPreviewQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(10_000) days!: number;
}

export class RetentionView {
  @ApiProperty({ enum: RETENTION_CATEGORIES }) category!: RetentionCategory;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: for ever' }) days!: number | null;
  @ApiProperty({ description: 'Not fewer days' }) floor!: number;
  @ApiProperty({ description: 'Not more days' }) ceiling!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) changedAt!: Date | null;
  @ApiProperty({ description: '0 before it was ever set' }) version!: number;
}

export class RetentionList {
  @ApiProperty({ type: [RetentionView] }) items!: RetentionView[];
}

export class RetentionPreview {
  @ApiProperty() count!: number;
  @ApiProperty({ format: 'date-time' }) before!: Date;
}

export class RetentionRun {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: RETENTION_CATEGORIES }) category!: RetentionCategory;
  @ApiProperty({ format: 'date-time', description: 'What was older went' }) before!: Date;
  @ApiProperty() count!: number;
  @ApiProperty({ format: 'date-time' }) at!: Date;
}

export class RetentionRunPage {
  @ApiProperty({ type: [RetentionRun] }) items!: RetentionRun[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PrivacySettingsView {
  @ApiProperty({ enum: LAWS, description: 'By which law requests are answered where it is not said' }) law!: Law;
  @ApiProperty({ description: 'Whether internal notes are part of what a person is given' }) giveNotes!: boolean;
  @ApiProperty({ description: 'Whether every look at a customer is written down, not only at special ones' })
  logAllViews!: boolean;
  @ApiProperty() version!: number;
}

export class PrivacySettingsChange {
  @Optional() @IsIn(LAWS) law?: Law;
  @Optional() @IsBoolean() giveNotes?: boolean;
  @Optional() @IsBoolean() logAllViews?: boolean;
  @IsInt() @Min(1) version!: number;
}
