import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsObject, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Nested } from '../platform/http/nested.decorator.js';
import { Optional } from '../platform/http/optional.decorator.js';
import { AnswersBody, ReopenBody, TargetBody } from './policy.dto.js';
import { CLOCK_STATES, type ClockState } from './deadline.rules.js';
import { PRIORITY_WORDS, TARGETS, type PriorityWord, type Target } from './policy.rules.js';

/** A promise that is still being written: what decides for whom it holds and what it says. */
export class PolicyDraft {
  /** Which tickets: the conditions of rules. `{"all": []}` is every ticket. */
  @Optional()
  @IsObject()
  @JSONSchema({ type: 'object', example: { all: [{ field: 'priority', op: 'at_least', value: 'high' }] } })
  conditions?: Record<string, unknown>;

  @IsArray()
  @ArrayMaxSize(TARGETS.length)
  @ValidateNested({ each: true })
  @Type(() => TargetBody)
  targets!: TargetBody[];

  @Optional() @Nested(() => ReopenBody) reopen?: ReopenBody;
  @Optional() @Nested(() => AnswersBody) answers?: AnswersBody;
}

export class PreviewPolicy {
  /** One that exists: those before it in the order are asked first. Left out: all are. */
  @Optional() @IsUUID() policyId?: string;
  /** As it is being written; left out: as it is. */
  @Optional() @Nested(() => PolicyDraft) policy?: PolicyDraft;
  /** Over how many of the newest tickets. */
  @Optional() @IsInt() @Min(1) @Max(500) last?: number;
}

export class PreviewedTicket {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ enum: PRIORITY_WORDS }) priority!: PriorityWord;
  @ApiProperty() createdAt!: Date;
}

export class PreviewedHolder {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

/** A clock as it would stand. */
export class PreviewedClock {
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty() instance!: number;
  @ApiProperty({ enum: CLOCK_STATES }) state!: ClockState;
  @ApiProperty() startedAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Null while it is paused for nobody knows how long.' })
  dueAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty() targetMinutes!: number;
  @ApiProperty() minutesUsed!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Its hours; null: by the clock, day and night.' })
  calendar!: string | null;
}

export class PolicyPreviewHit {
  @ApiProperty({ type: PreviewedTicket }) ticket!: PreviewedTicket;
  @ApiProperty({ type: [Object], description: 'The tests that decided.' }) because!: unknown[];
  @ApiProperty({
    type: PreviewedHolder,
    nullable: true,
    description: 'Matches, too, and is asked earlier: what it promises holds instead.',
  })
  heldBy!: PreviewedHolder | null;
  @ApiProperty({ type: [PreviewedClock], description: 'Empty where nothing is promised at this priority.' })
  clocks!: PreviewedClock[];
}

export class PreviewedFigure {
  @ApiProperty({ enum: TARGETS }) target!: Target;
  @ApiProperty() met!: number;
  @ApiProperty() breached!: number;
  @ApiProperty({ description: 'Runs or is paused, in time until now.' }) open!: number;
}

/** What a policy would have promised. Nothing was written. */
export class PolicyPreview {
  @ApiProperty({ description: 'Tickets that were looked at.' }) judged!: number;
  @ApiProperty({ description: 'Those whose conditions it fits.' }) matched!: number;
  @ApiProperty({ description: 'Those of them that an earlier policy takes.' }) takenBefore!: number;
  @ApiProperty({ type: [PreviewedFigure], description: 'Over those for which it would hold.' })
  figures!: PreviewedFigure[];
  @ApiProperty({ type: [PolicyPreviewHit], description: 'At most a hundred of those that match, newest first.' })
  items!: PolicyPreviewHit[];
}
