import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { NamedView } from '../../platform/http/named.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TicketRowView } from '../../tickets/ticket.dto.js';
import { LINE_ORDERS, STRATEGIES, type LineOrder, type Strategy } from './assignment.rules.js';

export class TeamAssignmentView {
  @ApiProperty({ format: 'uuid' }) teamId!: string;
  @ApiProperty({ enum: STRATEGIES }) strategy!: Strategy;
  @ApiProperty({ description: 'Whoever answered the customer last comes first, if they can take it.' })
  sticky!: boolean;
  @ApiProperty({ description: 'The customer’s language is a skill that is asked for.' }) matchLanguage!: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: assigned at once; else how long an offer stands.' })
  acceptSeconds!: number | null;
  @ApiProperty({ description: 'Every so many seconds required levels fall by one; 0: never.' }) relaxSeconds!: number;
  @ApiProperty({ enum: LINE_ORDERS, isArray: true, description: 'By what those who wait stand in line.' })
  lineOrder!: LineOrder[];
  @ApiProperty() version!: number;
}

export class TeamAssignmentChange {
  @Optional() @IsIn(STRATEGIES) strategy?: Strategy;
  @Optional() @IsBoolean() sticky?: boolean;
  @Optional() @IsBoolean() matchLanguage?: boolean;
  @IsOptional() @IsInt() @Min(5) @Max(3600) acceptSeconds?: number | null;
  @Optional() @IsInt() @Min(0) @Max(86_400) relaxSeconds?: number;
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(LINE_ORDERS, { each: true })
  lineOrder?: LineOrder[];
  /** 0: nothing was set yet. */
  @Optional() @IsInt() @Min(0) version?: number;
}

export class AvailabilityChange {
  @IsIn(['online', 'away']) state!: 'online' | 'away';
  /** With `away`: what has not been begun goes back into its line. */
  @Optional() @IsBoolean() giveBack?: boolean;
}

export class AvailabilityView {
  @ApiProperty({ enum: ['online', 'away'], description: 'Whether work is given to the person now.' })
  state!: 'online' | 'away';
  @ApiProperty() since!: Date;
  @ApiProperty({
    enum: ['online', 'away'],
    description: 'The switch. Without an open console one is away all the same.',
  })
  chosen!: 'online' | 'away';
  @ApiProperty({ type: Date, nullable: true, description: 'When a console of theirs was last open.' })
  seenAt!: Date | null;
  @ApiProperty({ description: 'Per cent of their attention that their work takes now.' }) load!: number;
  @ApiProperty({ description: 'The most that is given to them.' }) most!: number;
  @ApiPropertyOptional({ description: 'How many tickets went back into their line.' }) givenBack?: number;
}

export class SkillLevel {
  @IsString() @Length(1, 60) @Matches(/^[^\s:].*$/u) @ApiProperty() skill!: string;
  @IsInt() @Min(1) @Max(5) @ApiProperty({ minimum: 1, maximum: 5 }) level!: number;
}

export class SkillsBody {
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique((one: SkillLevel) => one?.skill)
  @ValidateNested({ each: true })
  @Type(() => SkillLevel)
  skills!: SkillLevel[];
}

export class SkillsView {
  @ApiProperty({ type: [SkillLevel] }) skills!: SkillLevel[];
}

export class CapacityBody {
  @IsInt() @Min(0) @Max(1000) most!: number;
}

export class CapacityView {
  @ApiProperty({ description: 'Per cent of a person’s attention; 100 is one call, or four chats.' }) most!: number;
  @ApiProperty() load!: number;
}

export class WorkerView extends NamedView {
  @ApiProperty({ enum: ['online', 'away'] }) state!: 'online' | 'away';
  @ApiProperty() since!: Date;
  @ApiProperty() most!: number;
  @ApiProperty() load!: number;
  @ApiProperty({ type: [SkillLevel] }) skills!: SkillLevel[];
  @ApiProperty({ type: [NamedView] }) teams!: NamedView[];
}

export class WorkerList {
  @ApiProperty({ type: [WorkerView] }) items!: WorkerView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class WeightView {
  @ApiProperty() channel!: string;
  @ApiProperty({ description: 'Per cent of a person’s attention that one ticket of this channel takes.' })
  weight!: number;
}

export class WeightList {
  @ApiProperty({ type: [WeightView] }) items!: WeightView[];
}

export class Weight {
  @IsString() @Length(1, 40) channel!: string;
  @IsInt() @Min(0) @Max(1000) weight!: number;
}

export class WeightsBody {
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique((one: Weight) => one?.channel)
  @ValidateNested({ each: true })
  @Type(() => Weight)
  items!: Weight[];
}

export class LineQuery {
  @Optional() @IsUUID() team?: string;
}

export class LinePlaceView {
  @ApiProperty({ type: TicketRowView }) ticket!: TicketRowView;
  @ApiProperty({ type: NamedView }) team!: NamedView;
  @ApiProperty({ description: 'From 1, within the team.' }) position!: number;
  @ApiProperty() since!: Date;
  @ApiProperty({ type: Number, nullable: true, description: 'At the pace of late; null where nobody can say.' })
  waitMinutes!: number | null;
  @ApiProperty({ type: NamedView, nullable: true, description: 'Who is asked now.' }) offeredTo!: NamedView | null;
  @ApiProperty({ type: Object, description: 'Why nobody has it yet.' }) because!: Record<string, unknown>;
}

export class LineList {
  @ApiProperty({ type: [LinePlaceView] }) items!: LinePlaceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class OfferView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: TicketRowView }) ticket!: TicketRowView;
  @ApiProperty() offeredAt!: Date;
  @ApiProperty() expiresAt!: Date;
  @ApiProperty({ type: Object }) because!: Record<string, unknown>;
}

export class OfferList {
  @ApiProperty({ type: [OfferView] }) items!: OfferView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class NextBody {
  /** Only of this team; else of all of one's own. */
  @Optional() @IsUUID() teamId?: string;
}

export class NextView {
  @ApiProperty({ type: TicketRowView, nullable: true, description: 'Null: nothing waits.' })
  ticket!: TicketRowView | null;
}
