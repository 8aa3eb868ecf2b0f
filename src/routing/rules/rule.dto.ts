import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { Nested } from '../../platform/http/nested.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import type { Condition, Decisive } from '../../tickets/conditions/condition.rules.js';
import { WHEN, type When } from '../../tickets/conditions/field.rules.js';
import { ANCHORS, type Anchor, type RuleAction } from './rule.rules.js';

export class RuleTime {
  /** `due_in`: that long before the promise ends; the others: that long after. */
  @IsIn(ANCHORS) since!: Anchor;
  @IsNumber({ allowInfinity: false, allowNaN: false }) @Min(0) @Max(24 * 366) hours!: number;
  /** Counted in working hours. */
  @Optional() @IsBoolean() business?: boolean;
}

export class NewRule {
  @IsString() @Length(1, 120) name!: string;
  /** What it is for. */
  @IsOptional() @IsString() @MaxLength(2_000) about?: string | null;
  @Optional() @IsBoolean() active?: boolean;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(WHEN.length) @IsIn(WHEN, { each: true }) events!: When[];
  /** With the event `time`: how long after or before what. */
  @IsOptional() @Nested(() => RuleTime) time?: RuleTime | null;
  /** `{all: […]}`, `{any: […]}`, `{not: …}` or `{field, op, value}`; see `GET /rules/vocabulary`. */
  @IsObject() condition!: Record<string, unknown>;
  /** Steps `{type, value}`; see `GET /rules/vocabulary`. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsObject({ each: true }) actions!: Record<string, unknown>[];
  /** Where it fired, the rules behind it are not asked. */
  @Optional() @IsBoolean() stop?: boolean;
  /** It acts at most so often within an hour; null: as often as it applies. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) ratePerHour?: number | null;
}

export class RuleChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) name?: string;
  @IsOptional() @IsString() @MaxLength(2_000) about?: string | null;
  @Optional() @IsBoolean() active?: boolean;
  @Optional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(WHEN.length) @IsIn(WHEN, { each: true }) events?: When[];
  @IsOptional() @Nested(() => RuleTime) time?: RuleTime | null;
  @Optional() @IsObject() condition?: Record<string, unknown>;
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  actions?: Record<string, unknown>[];
  @Optional() @IsBoolean() stop?: boolean;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) ratePerHour?: number | null;
}

export class RuleOrder {
  /** Every rule, in the order in which they are asked. */
  @IsArray() @ArrayMaxSize(1_000) @IsUUID(undefined, { each: true }) ids!: string[];
}

export class RuleTimeView {
  @ApiProperty({ enum: ANCHORS }) since!: Anchor;
  @ApiProperty() hours!: number;
  @ApiProperty() business!: boolean;
}

export class RuleView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'From 1, in the order in which they are asked.' }) position!: number;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) about!: string | null;
  @ApiProperty() active!: boolean;
  @ApiProperty({ enum: WHEN, isArray: true }) events!: When[];
  @ApiProperty({ type: RuleTimeView, nullable: true }) time!: RuleTimeView | null;
  @ApiProperty({ type: Object }) condition!: Condition;
  @ApiProperty({ type: [Object] }) actions!: RuleAction[];
  @ApiProperty() stop!: boolean;
  @ApiProperty({ type: Number, nullable: true }) ratePerHour!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Which of the shipped rules it began as.' })
  shipped!: string | null;
  @ApiProperty({ description: 'How often it acted in the last seven days.' }) recentFirings!: number;
  @ApiProperty({ type: Date, nullable: true }) lastFiredAt!: Date | null;
  @ApiProperty() updatedAt!: Date;
  @ApiProperty() version!: number;
}

export class RuleList {
  @ApiProperty({ type: [RuleView] }) items!: RuleView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class RuleSecret {
  @ApiProperty({ description: 'Signs what the rule’s webhooks send: HMAC-SHA256 of `<t>.<body>`.' }) secret!: string;
}

export class FieldView {
  @ApiProperty() name!: string;
  @ApiProperty() kind!: string;
  @ApiProperty({ type: [String] }) ops!: string[];
  @ApiPropertyOptional({ type: [String] }) values?: string[];
  @ApiPropertyOptional({ description: 'The list that its values come from.' }) of?: string;
  @ApiPropertyOptional({ description: 'Known only while something happens.' }) momentary?: boolean;
}

export class ActionView {
  @ApiProperty() type!: string;
  @ApiProperty({ description: 'How its value is chosen.' }) value!: string;
  @ApiPropertyOptional({ type: [String] }) values?: string[];
}

/** Everything that a rule can say; the console draws its editor from it. */
export class RuleVocabulary {
  @ApiProperty({ type: [String] }) events!: string[];
  @ApiProperty({ type: [String] }) anchors!: string[];
  @ApiProperty({ type: [FieldView] }) fields!: FieldView[];
  @ApiProperty({ type: [ActionView] }) actions!: ActionView[];
  @ApiProperty({ type: [String], description: 'What a text may name in double braces.' }) placeholders!: string[];
}

export class DecisiveView {
  @ApiProperty() field!: string;
  @ApiProperty() op!: string;
  @ApiProperty() value!: unknown;
  @ApiProperty() actual!: unknown;
}

export class FiredTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
}

export class FieldDifference {
  @ApiProperty({ example: 'priority' }) field!: string;
  @ApiProperty() from!: unknown;
  @ApiProperty() to!: unknown;
}

export class SideEffect {
  @ApiProperty({ enum: ['reply', 'note', 'notify', 'webhook', 'visit'] }) type!: string;
  @ApiProperty({ description: 'The text, the address, the kind of visit, or the id of what came of it.' })
  detail!: string;
}

export class RefusedEffect {
  @ApiProperty() type!: string;
  @ApiProperty({ example: 'gone' }) why!: string;
}

export class PreviewRule {
  /** A rule that exists, or `rule`. */
  @Optional() @IsUUID() ruleId?: string;
  /** One that is still being written. */
  @Optional() @Nested(() => NewRule) rule?: NewRule;
  /** Over how many of the newest tickets. */
  @Optional() @IsInt() @Min(1) @Max(500) last?: number;
}

export class PreviewHit {
  @ApiProperty({ type: FiredTicket }) ticket!: FiredTicket;
  @ApiProperty({ type: [DecisiveView] }) because!: DecisiveView[];
  @ApiProperty({ type: [FieldDifference] }) changes!: FieldDifference[];
  @ApiProperty({ type: [SideEffect] }) effects!: SideEffect[];
  @ApiProperty({ type: [RefusedEffect] }) refused!: RefusedEffect[];
}

/** What the rule would do if its event happened to each of these tickets now. Nothing was written. */
export class RulePreview {
  @ApiProperty({ description: 'Tickets that were looked at.' }) judged!: number;
  @ApiProperty({ description: 'Those to which it applies.' }) matched!: number;
  @ApiProperty({ description: 'Those of them on which it would do something.' }) acting!: number;
  @ApiProperty({ type: [PreviewHit], description: 'At most a hundred of those to which it applies, newest first.' })
  items!: PreviewHit[];
}

export class FiringsQuery extends PageQuery {
  @Optional() @IsUUID() ticket?: string;
}

export class DeliveryView {
  @ApiProperty() url!: string;
  @ApiProperty({ enum: ['queued', 'sent', 'failed'] }) state!: string;
  @ApiProperty() attempts!: number;
  @ApiProperty({ type: Number, nullable: true }) status!: number | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
}

export class FiringView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: FiredTicket }) ticket!: FiredTicket;
  @ApiProperty({ description: 'The version that acted, and its name then.' }) version!: number;
  @ApiProperty() rule!: string;
  @ApiProperty() event!: string;
  @ApiProperty({ enum: ['done', 'held'], description: '`held`: it has acted too often lately.' }) outcome!: string;
  @ApiProperty({ type: [DecisiveView] }) because!: Decisive[];
  @ApiProperty({ type: [FieldDifference] }) changes!: FieldDifference[];
  @ApiProperty({ type: [SideEffect] }) effects!: SideEffect[];
  @ApiProperty({ type: [RefusedEffect] }) refused!: RefusedEffect[];
  @ApiProperty({ type: [DeliveryView] }) deliveries!: DeliveryView[];
  @ApiProperty() at!: Date;
  @ApiProperty({ type: Date, nullable: true }) undoneAt!: Date | null;
}

export class FiringPage {
  @ApiProperty({ type: [FiringView] }) items!: FiringView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class UndoRule {
  /** Firings from then on, or from the beginning. */
  @Optional() @IsDate() @Type(() => Date) from?: Date;
  @Optional() @IsDate() @Type(() => Date) to?: Date;
  /** Only these firings. */
  @Optional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @IsUUID(undefined, { each: true }) firingIds?: string[];
}

export class NotUndone {
  @ApiProperty({ type: FiredTicket }) ticket!: FiredTicket;
  @ApiProperty({ example: 'priority', description: 'A field, or what left the ticket.' }) what!: string;
  @ApiProperty({ enum: ['changed_since', 'merged', 'said', 'sent', 'asked'] }) why!: string;
}

export class RuleUndone {
  @ApiProperty({ description: 'Firings that were taken back, wholly or in part.' }) firings!: number;
  @ApiProperty({ type: [FiredTicket] }) restored!: FiredTicket[];
  @ApiProperty({ type: [NotUndone] }) kept!: NotUndone[];
  @ApiProperty({ description: 'There are more: ask again.' }) more!: boolean;
}
