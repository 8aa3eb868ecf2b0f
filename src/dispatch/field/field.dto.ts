import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsDateString,
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsPositive,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Nested } from '../../platform/http/nested.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { VISIT_KINDS, type VisitKind } from '../../tickets/visit.events.js';
import { FIELD_ACTIONS, type FieldAction } from '../visits/visit.rules.js';
import { VisitView } from '../visits/visit.view.dto.js';

export const CLIENT_ID = /^[\w.:-]{8,80}$/;

export class FieldDayQuery {
  /** In the technician’s zone; without it, today. */
  @Optional() @IsDateString({ strict: true }) @Length(10, 10) date?: string;
}

export const CHANGE_TYPES = [
  'step',
  'checklist',
  'part',
  'part-removed',
  'time',
  'signature',
  'equipment',
  'unit',
  'note',
] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

export const UNIT_MOVES = ['install', 'return', 'swap'] as const;
export type UnitMove = (typeof UNIT_MOVES)[number];

/** What a change says; which members count is a matter of its type. */
export class FieldChangeData {
  // step
  @Optional() @IsIn(FIELD_ACTIONS) action?: FieldAction;
  @Optional() @IsNumber() @IsLatitude() lat?: number;
  @Optional() @IsNumber() @IsLongitude() lng?: number;
  @Optional() @IsNumber() @Min(0) @Max(100_000) accuracy?: number;
  @Optional() @IsString() @MaxLength(2_000) reason?: string;
  @Optional() @IsString() @Length(1, 40) outcome?: string;
  @Optional() @IsBoolean() leaveOpen?: boolean;
  /** step: what was done; note: what is noted. */
  @Optional() @IsString() @MaxLength(10_000) text?: string;

  // checklist
  @Optional() @IsString() @Length(1, 40) itemId?: string;
  @Optional() @IsBoolean() done?: boolean;
  /** The `version` of the item that was on the screen; 0 where it had none. */
  @Optional() @IsInt() @Min(0) itemVersion?: number;

  // part, equipment, signature
  @Optional() @IsString() @Length(1, 200) name?: string;
  @Optional() @IsNumber() @IsPositive() @Max(1_000_000) quantity?: number;
  @Optional() @IsString() @MaxLength(100) serial?: string;
  /** part-removed: the `clientId` under which the part was told. */
  @Optional() @Matches(CLIENT_ID) partClientId?: string;
  /** signature: the `clientId` of the uploaded picture. */
  @Optional() @Matches(CLIENT_ID) fileClientId?: string;

  // unit
  /** What was done with a unit of the firm's. */
  @Optional() @IsIn(UNIT_MOVES) move?: UnitMove;
  /** Its tag, its serial number, or what its QR code says; of a swap, the one that was taken away. */
  @Optional() @IsString() @Length(1, 300) unit?: string;
  /** swap: the one that took its place. */
  @Optional() @IsString() @Length(1, 300) other?: string;
  /** return, swap: the one that was taken away is to be repaired. */
  @Optional() @IsBoolean() broken?: boolean;

  // time
  @Optional() @IsIn(['work', 'travel', 'wait']) kind?: 'work' | 'travel' | 'wait';
  @Optional() @Type(() => Date) @IsDate() from?: Date;
  @Optional() @Type(() => Date) @IsDate() to?: Date;
}

export class FieldChange {
  /** Made once by the device; a repeat is known by it. */
  @Matches(CLIENT_ID) clientId!: string;
  /** Grows with every change of the device. */
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) seq!: number;
  @IsUUID() visitId!: string;
  @IsIn(CHANGE_TYPES) type!: ChangeType;
  /** When it happened, by the device’s clock. */
  @Type(() => Date) @IsDate() at!: Date;
  @Nested(() => FieldChangeData) data!: FieldChangeData;
}

export class FieldChanges {
  /** Made once by the app when it was installed. */
  @Matches(/^[\w.:-]{8,80}$/) device!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => FieldChange)
  changes!: FieldChange[];
}

export class FieldAnswer {
  @ApiProperty() clientId!: string;
  @ApiProperty({
    enum: ['applied', 'conflict', 'refused'],
    description: '`conflict`: somebody or something was quicker, show it; `refused`: it can never be applied as it is.',
  })
  status!: 'applied' | 'conflict' | 'refused';
  @ApiProperty({ description: 'It was known already; this is the answer that it got then.' }) repeat!: boolean;
  @ApiPropertyOptional({ description: 'Stable, for programs: visit_state, not_yours, item_changed, out_of_order …' })
  code?: string;
  @ApiPropertyOptional({ description: 'For people, in English; the app words it by code.' }) detail?: string;
  @ApiPropertyOptional({ type: Object, description: 'What stands there now, where that explains a conflict.' })
  current?: Record<string, unknown>;
}

export class FieldAnswers {
  @ApiProperty({ type: [FieldAnswer], description: 'One for each change, in the order of `seq`.' })
  results!: FieldAnswer[];
  @ApiProperty({
    type: [VisitView],
    description: 'The visits that were named, as they are now, where they still are one’s own.',
  })
  visits!: VisitView[];
  @ApiProperty() now!: Date;
}

export class FieldEarlierVisit {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() ref!: string;
  @ApiProperty({ enum: VISIT_KINDS }) kind!: VisitKind;
  @ApiProperty() at!: Date;
  @ApiProperty({ type: [String] }) technicians!: string[];
  @ApiProperty() text!: string;
}

/** A visit with what one needs to know where there is no network. */
export class FieldVisit extends VisitView {
  @ApiProperty({ type: Number, nullable: true, description: 'Minutes from the visit before, or from home.' })
  travelMinutes!: number | null;
  @ApiProperty({ type: Number, nullable: true }) travelKilometres!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'What the customer wrote first.' })
  request!: string | null;
  @ApiProperty({ type: [FieldEarlierVisit], description: 'The last ones at this place.' })
  earlier!: FieldEarlierVisit[];
}

export class FieldTechnician {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() timezone!: string;
  @ApiProperty({ description: 'One’s own switch: a position is taken only while it is on and one is on the way.' })
  sharesPosition!: boolean;
}

export class FieldSpan {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
}

export class FieldDay {
  @ApiProperty({ format: 'date' }) date!: string;
  @ApiProperty() now!: Date;
  @ApiProperty({ type: FieldTechnician }) technician!: FieldTechnician;
  @ApiProperty({ type: [FieldSpan] }) hours!: FieldSpan[];
  @ApiProperty({ type: [FieldVisit], description: 'In the order of the route.' }) visits!: FieldVisit[];
}

export class FieldFileBody {
  @Matches(CLIENT_ID) clientId!: string;
  @IsUUID() visitId!: string;
  @IsIn(['photo', 'signature']) kind!: 'photo' | 'signature';
  @Optional() @IsString() @MaxLength(300) caption?: string;
  @Optional() @IsString() @Length(1, 40) checklistId?: string;
  /** When it was taken. */
  @Optional() @Type(() => Date) @IsDate() at?: Date;
}

export class FieldFile {
  @ApiProperty({ format: 'uuid', description: 'Of the attachment.' }) id!: string;
  @ApiProperty() clientId!: string;
  @ApiProperty() type!: string;
  @ApiProperty() size!: number;
  @ApiProperty() url!: string;
}

export class PositionBody {
  @Type(() => Date) @IsDate() at!: Date;
  @IsNumber() @IsLatitude() lat!: number;
  @IsNumber() @IsLongitude() lng!: number;
  @Optional() @IsNumber() @Min(0) @Max(100_000) accuracy?: number;
}

export class PositionsBody {
  @IsUUID() visitId!: string;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PositionBody)
  positions!: PositionBody[];
}

export class PositionsTaken {
  @ApiProperty({ description: 'How many were kept: none unless the switch is on and one is on the way.' })
  kept!: number;
}

export class PositionSwitch {
  @IsBoolean() on!: boolean;
}

export class PositionSwitchEntry {
  @ApiProperty() on!: boolean;
  @ApiProperty() at!: Date;
}

export class PositionSwitchView {
  @ApiProperty() on!: boolean;
  @ApiProperty({ description: 'Hours after which positions are deleted.' }) keptHours!: number;
  @ApiProperty({ type: [PositionSwitchEntry], description: 'Newest first.' }) log!: PositionSwitchEntry[];
}
