import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
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
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Nested } from '../platform/http/nested.decorator.js';
import { Optional } from '../platform/http/optional.decorator.js';
import { STATUS_CATEGORIES, type StatusCategory } from '../tickets/ticket.rules.js';
import type { SlaPolicy } from './policy.entity.js';
import { MOST_MINUTES } from './policy-problems.rules.js';
import { PRIORITY_WORDS, TARGETS, type PriorityWord, type StepMoment, type Target } from './policy.rules.js';

const PEOPLE = ['assignee', 'team', 'followers'] as const;
const ACTIONS = ['notify', 'assign_team', 'assign_user', 'assign_on_call', 'raise_priority', 'page'] as const;

/** Minutes by priority; one that is left out promises nothing there. */
export class TargetMinutes {
  @Optional() @IsNumber() @Max(MOST_MINUTES) low?: number;
  @Optional() @IsNumber() @Max(MOST_MINUTES) normal?: number;
  @Optional() @IsNumber() @Max(MOST_MINUTES) high?: number;
  @Optional() @IsNumber() @Max(MOST_MINUTES) urgent?: number;
}

export class TargetBody {
  @IsIn(TARGETS)
  @ApiProperty({ enum: TARGETS })
  target!: Target;

  @IsDefined()
  @Nested(() => TargetMinutes)
  @ApiProperty({ type: TargetMinutes })
  minutes!: TargetMinutes;

  /** `business`: on working hours; `calendar`: by the clock, day and night. */
  @IsIn(['business', 'calendar'])
  @ApiProperty({ enum: ['business', 'calendar'] })
  hours!: 'business' | 'calendar';

  /** Working hours of its own; else those of the ticket's contract, site, line or team. */
  @IsOptional()
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  calendarId?: string | null;

  /** While the ticket's status is of one of these, time does not count. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(STATUS_CATEGORIES.length)
  @IsIn(STATUS_CATEGORIES, { each: true })
  @ApiPropertyOptional({ enum: STATUS_CATEGORIES, isArray: true })
  pausedIn?: StatusCategory[];

  /** `answer`: the channels on which somebody waits at the other end. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  @ApiPropertyOptional({ type: [String] })
  channels?: string[];

  /** `answer`: at most so many per cent of those who wait may give up. Reports compare. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  @ApiPropertyOptional({ type: Number, nullable: true })
  abandonedPercent?: number | null;
}

export class ReopenBody {
  /** `first`: once solved it was solved. `continue`: goes on with the time that was used. */
  @IsIn(['first', 'continue'])
  @ApiProperty({ enum: ['first', 'continue'] })
  mode!: 'first' | 'continue';

  /** With `continue`: reopened later than that, a new cycle begins. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(3_650)
  @ApiPropertyOptional({ type: Number, nullable: true })
  newCycleAfterDays?: number | null;
}

export class AnswersBody {
  /** A call with the customer answers like a message. */
  @IsBoolean()
  @ApiProperty()
  calls!: boolean;
}

export class StepMomentBody {
  @IsIn(['before', 'used', 'breach', 'after'])
  @ApiProperty({ enum: ['before', 'used', 'breach', 'after'] })
  kind!: StepMoment['kind'];

  /** `before` and `after` it is due, in the target's own hours. */
  @Optional()
  @IsNumber()
  @ApiPropertyOptional()
  minutes?: number;

  /** `used`: share of the time. */
  @Optional()
  @IsNumber()
  @ApiPropertyOptional()
  percent?: number;
}

export class StepActionBody {
  @IsIn(ACTIONS)
  @ApiProperty({ enum: ACTIONS })
  type!: (typeof ACTIONS)[number];

  /** `notify`: whom the ticket knows. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(PEOPLE, { each: true })
  @ApiPropertyOptional({ enum: PEOPLE, isArray: true })
  to?: (typeof PEOPLE)[number][];

  /** `notify` and `page`: these people. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  @ApiPropertyOptional({ type: [String] })
  userIds?: string[];

  /** `notify`, `page`, `assign_on_call`: whoever is on call then. */
  @IsOptional()
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true })
  rotaId?: string | null;

  @Optional() @IsUUID() @ApiPropertyOptional({ format: 'uuid' }) teamId?: string;
  @Optional() @IsUUID() @ApiPropertyOptional({ format: 'uuid' }) userId?: string;

  /** `raise_priority`: to this one; else to the next. Never lowers it. */
  @Optional()
  @IsIn(PRIORITY_WORDS)
  @ApiPropertyOptional({ enum: PRIORITY_WORDS })
  priority?: PriorityWord;

  /** `page`. */
  @Optional()
  @IsIn(['text', 'call'])
  @ApiPropertyOptional({ enum: ['text', 'call'] })
  by?: 'text' | 'call';
}

/** What is done at a moment of a clock. Steps after `breach` make the chain along which it escalates. */
export class EscalationStepBody {
  @IsDefined()
  @Nested(() => StepMomentBody)
  @ApiProperty({ type: StepMomentBody })
  when!: StepMomentBody;

  /** All targets where it is left out. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(TARGETS.length)
  @IsIn(TARGETS, { each: true })
  @ApiPropertyOptional({ enum: TARGETS, isArray: true })
  targets?: Target[];

  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => StepActionBody)
  @ApiProperty({ type: [StepActionBody] })
  actions!: StepActionBody[];
}

class PolicyValues {
  @Optional() @IsString() @MaxLength(1_000) about?: string;

  /** An inactive one is promised to nobody new. */
  @Optional()
  @IsBoolean()
  active?: boolean;

  /** Which tickets: the conditions of rules. `{"all": []}` is every ticket. */
  @Optional()
  @IsObject()
  @JSONSchema({ type: 'object', example: { all: [{ field: 'priority', op: 'at_least', value: 'high' }] } })
  conditions?: Record<string, unknown>;

  @Optional()
  @Nested(() => ReopenBody)
  reopen?: ReopenBody;

  @Optional()
  @Nested(() => AnswersBody)
  answers?: AnswersBody;

  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => EscalationStepBody)
  steps?: EscalationStepBody[];

  /** Also tickets that are open already. Without it only those that come or change from now on. */
  @Optional()
  @IsBoolean()
  applyToOpen?: boolean;
}

export class NewPolicy extends PolicyValues {
  @IsString() @Length(1, 120) name!: string;

  @IsArray()
  @ArrayMaxSize(TARGETS.length)
  @ValidateNested({ each: true })
  @Type(() => TargetBody)
  targets!: TargetBody[];
}

export class PolicyChange extends PolicyValues {
  @Optional() @IsString() @Length(1, 120) name?: string;

  @Optional()
  @IsArray()
  @ArrayMaxSize(TARGETS.length)
  @ValidateNested({ each: true })
  @Type(() => TargetBody)
  targets?: TargetBody[];

  @Optional() @IsInt() @Min(1) version?: number;
}

export class PolicyOrder {
  /** All policies, the one that is asked first in front. */
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  ids!: string[];
}

export class PolicyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Of those that match, the first in this order holds.' }) position!: number;
  @ApiProperty() name!: string;
  @ApiProperty() about!: string;
  @ApiProperty() active!: boolean;
  @ApiProperty({ type: Object }) conditions!: unknown;
  @ApiProperty({ type: [TargetBody] }) targets!: TargetBody[];
  @ApiProperty({ type: ReopenBody }) reopen!: ReopenBody;
  @ApiProperty({ type: AnswersBody }) answers!: AnswersBody;
  @ApiProperty({ type: [EscalationStepBody] }) steps!: EscalationStepBody[];
  @ApiProperty() version!: number;

  static of({ id, position, name, about, active, definition, version }: SlaPolicy): PolicyView {
    const { conditions, targets, reopen, answers, steps } = definition;
    return {
      id,
      position,
      name,
      about,
      active,
      conditions,
      targets: targets as TargetBody[],
      reopen,
      answers,
      steps: steps as unknown as EscalationStepBody[],
      version,
    };
  }
}

export class PolicyList {
  @ApiProperty({ type: [PolicyView] }) items!: PolicyView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
