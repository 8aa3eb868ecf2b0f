import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsTimeZone,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { SEGMENTS } from '../customers/segment.rules.js';
import { Optional } from '../platform/http/optional.decorator.js';
import { Nested } from '../platform/http/nested.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { TemplateBody } from '../tickets/replies/reply.dto.js';
import { BROADCAST_STATES, type BroadcastState } from './broadcast.entity.js';
import type { Audience, Content } from './broadcast.rules.js';

const LANGUAGE = /^[a-z]{2,3}([-_][a-z0-9]{2,8}){0,3}$/i;
const MAX_LIST = 200;

export class FieldFilterBody {
  @IsIn(['contact', 'company'])
  target!: 'contact' | 'company';

  @IsString()
  @Matches(/^[a-z][a-z0-9_]{0,39}$/)
  key!: string;

  /** As text; `true` and `false` for yes and no. */
  @IsString()
  @MaxLength(200)
  value!: string;
}

/** Everything that is given must hold; of a list, one. */
export class FiltersBody {
  /** Where no other filter is given: everybody whom the line reaches. */
  @Optional()
  @IsBoolean()
  everybody?: boolean;

  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  tags?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  withoutTags?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_LIST)
  @IsUUID(undefined, { each: true })
  companyIds?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  companyTags?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(SEGMENTS.length)
  @IsIn(SEGMENTS, { each: true })
  segments?: string[];

  /** `pt` also finds `pt-BR`. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(LANGUAGE, { each: true })
  languages?: string[];

  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => FieldFilterBody)
  fields?: FieldFilterBody[];
}

/** These contacts, or those whom the filters find. */
export class AudienceBody implements Audience {
  @Optional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsUUID(undefined, { each: true })
  contactIds?: string[];

  @Optional()
  @Nested(() => FiltersBody)
  filters?: FiltersBody;
}

export class WordingBody {
  @Matches(LANGUAGE)
  language!: string;

  @Optional()
  @IsString()
  @MaxLength(300)
  subject?: string;

  /**
   * May name {{customer.name}}, {{customer.first_name}}, {{company.name}}, {{customer.field.KEY}}, {{company.field.KEY}},
   * {{agent.name}} and {{opt_out_link}}; with words for where it is not known: {{company.name|your company}}.
   */
  @IsString()
  @MaxLength(50_000)
  text!: string;
}

/** Texts, the first for whoever speaks none of the others' languages; or a template that the line's provider approved. */
export class ContentBody implements Content {
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => WordingBody)
  texts?: WordingBody[];

  /** With the same variables as a text. Its language is for whoever speaks none of those in which it is approved. */
  @Optional()
  @Nested(() => TemplateBody)
  template?: TemplateBody;
}

export class NewBroadcast {
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  name!: string;

  /** The line on which it goes. */
  @IsUUID()
  inboxId!: string;

  @Optional()
  @Nested(() => AudienceBody)
  audience?: AudienceBody;

  @Optional()
  @Nested(() => ContentBody)
  content?: ContentBody;

  /** At most so many a minute; null: as fast as the line may. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(6000)
  perMinute?: number | null;
}

export class BroadcastChange {
  @IsInt()
  @Min(1)
  version!: number;

  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  name?: string;

  @Optional()
  @IsUUID()
  inboxId?: string;

  @Optional()
  @Nested(() => AudienceBody)
  audience?: AudienceBody;

  @Optional()
  @Nested(() => ContentBody)
  content?: ContentBody;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(6000)
  perMinute?: number | null;
}

export class PreviewBroadcast {
  @IsUUID()
  inboxId!: string;

  @Nested(() => AudienceBody)
  audience!: AudienceBody;

  @Nested(() => ContentBody)
  content!: ContentBody;
}

export class TestBroadcast {
  @IsUUID()
  inboxId!: string;

  @Nested(() => ContentBody)
  content!: ContentBody;

  /** Which of the texts; else the first. */
  @Optional()
  @Matches(LANGUAGE)
  language?: string;

  /** An address or number; without it one's own. */
  @Optional()
  @IsString()
  @MinLength(3)
  @MaxLength(254)
  to?: string;

  /** A contact who is known on the line: where it has no addresses that one could enter. */
  @Optional()
  @IsUUID()
  contactId?: string;
}

export class StartBroadcast {
  /** Then; without it, or where it has passed, now. */
  @Optional()
  @Type(() => Date)
  @IsDate()
  at?: Date;

  /** In which the time was chosen. */
  @Optional()
  @IsTimeZone()
  zone?: string;
}

export class BroadcastQuery extends PageQuery {
  @Optional()
  @IsIn(BROADCAST_STATES)
  state?: BroadcastState;
}

/** What became of it for one recipient. */
export const RECIPIENT_STATES = [
  'waiting',
  'queued',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'left_out',
  'stopped',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

export class RecipientQuery extends PageQuery {
  /** `replied`: whatever became of the message, its reader answered. */
  @Optional()
  @IsIn([...RECIPIENT_STATES, 'replied'])
  state?: RecipientState | 'replied';
}

export class BroadcastFigures {
  @ApiProperty({ description: 'Everybody whom the audience named, also who was left out.' }) total!: number;
  @ApiProperty() waiting!: number;
  @ApiProperty() queued!: number;
  @ApiProperty() sent!: number;
  @ApiProperty() delivered!: number;
  @ApiProperty() read!: number;
  @ApiProperty() failed!: number;
  @ApiProperty({ description: 'May have been accepted; nothing is sent twice before that is known.' }) unknown!: number;
  @ApiProperty() left_out!: number;
  @ApiProperty() stopped!: number;
  @ApiProperty({ description: 'Of all of these, who answered.' }) replied!: number;
  @ApiProperty({ description: 'Of all of these, who wants no more.' }) optedOut!: number;
}

export class BroadcastLine {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() channel!: string;
}

export class BroadcastPerson {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class BroadcastView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: BroadcastLine }) inbox!: BroadcastLine;
  @ApiProperty({ type: AudienceBody }) audience!: Audience;
  @ApiProperty({ type: ContentBody }) content!: Content;
  @ApiProperty({ type: Number, nullable: true }) perMinute!: number | null;
  @ApiProperty({ enum: BROADCAST_STATES }) state!: BroadcastState;
  @ApiProperty({ type: String, nullable: true, description: 'Why it does not go on.' }) problem!: string | null;
  @ApiProperty({ type: Date, nullable: true }) startAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) zone!: string | null;
  @ApiProperty({ type: Date, nullable: true }) startedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty({ type: BroadcastPerson, nullable: true }) startedBy!: BroadcastPerson | null;
  @ApiProperty({ type: BroadcastFigures }) figures!: BroadcastFigures;
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
}

export class BroadcastPage {
  @ApiProperty({ type: [BroadcastView] }) items!: BroadcastView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class RecipientTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
}

export class RecipientView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: BroadcastPerson }) contact!: BroadcastPerson;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ enum: RECIPIENT_STATES }) state!: RecipientState;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Why somebody was left out (`no_address`, `opted_out`, `undeliverable`, `window_closed`, `no_wording`, or words), or what the other side said.',
  })
  reason!: string | null;
  @ApiProperty({ type: RecipientTicket, nullable: true }) ticket!: RecipientTicket | null;
  @ApiProperty({ type: Date, nullable: true }) toldAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) repliedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) optedOutAt!: Date | null;
}

export class RecipientPage {
  @ApiProperty({ type: [RecipientView] }) items!: RecipientView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class BroadcastProblem {
  @ApiProperty() path!: string;
  @ApiProperty() message!: string;
}

export class SampleView {
  @ApiProperty({ type: BroadcastPerson }) contact!: BroadcastPerson;
  @ApiProperty() address!: string;
  @ApiProperty({ description: 'In which it is said to this one.' }) language!: string;
  @ApiProperty() subject!: string;
  @ApiProperty() text!: string;
}

export class BroadcastPreview {
  @ApiProperty({ description: 'Whom the audience names.' }) total!: number;
  @ApiProperty({ description: 'Whom it would go to.' }) reachable!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'How many would be left out, by reason.',
  })
  leftOut!: Record<string, number>;
  @ApiProperty({ type: [SampleView] }) sample!: SampleView[];
  @ApiProperty({ type: [BroadcastProblem], description: 'Why it could not be started as it is.' })
  problems!: BroadcastProblem[];
}

export class TestSent {
  @ApiProperty({ format: 'uuid' }) messageId!: string;
  @ApiProperty() to!: string;
}
