import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDate,
  IsDateString,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { NamedBrief, VisitRowView } from '../visits/visit.view.dto.js';

export class SuggestBody {
  /** Where to look; without it, from now. */
  @Optional() @Type(() => Date) @IsDate() from?: Date;
  /** Without it, two weeks later. */
  @Optional() @Type(() => Date) @IsDate() to?: Date;
  @Optional() @IsInt() @Min(1) @Max(20) limit?: number;
}

/** Why a slot is where it is in the list; the console words it by `code`. */
export class SlotReason {
  @ApiProperty({ example: 'travel' }) code!: string;
  @ApiPropertyOptional() minutes?: number;
  @ApiPropertyOptional() before?: number;
  @ApiPropertyOptional() after?: number;
  @ApiPropertyOptional() count?: number;
  @ApiPropertyOptional({ description: 'The name of a skill.' }) skill?: string;
  @ApiPropertyOptional() level?: number;
}

export class BumpView {
  @ApiProperty({ type: VisitRowView }) visit!: VisitRowView;
  @ApiProperty() from!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Null: it goes back to the unplanned.' })
  to!: Date | null;
  @ApiProperty({ type: [NamedBrief] }) technicians!: NamedBrief[];
}

export class SlotView {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty({ description: 'The latest start at which nothing else would have to move.' }) latestStart!: Date;
  @ApiProperty({ type: [NamedBrief], description: 'The first one leads.' }) technicians!: NamedBrief[];
  @ApiProperty({ description: 'Lower is better; one is a minute on the road.' }) cost!: number;
  @ApiProperty({ type: [SlotReason] }) reasons!: SlotReason[];
  @ApiProperty({ type: [BumpView], description: 'Whom an emergency pushes aside; empty else.' }) bumps!: BumpView[];
}

/** A visit that makes room. */
export class Bumped {
  @IsUUID() visitId!: string;
  /** As it was when the places were asked for. */
  @IsInt() @Min(1) version!: number;
  /** When it begins then; null: it goes back to the unplanned. */
  @IsOptional() @Type(() => Date) @IsDate() to?: Date | null;
  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  technicianIds?: string[];
}

export class InsertBody {
  @Type(() => Date) @IsDate() from!: Date;
  /** The first one leads. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  technicianIds!: string[];
  /** Of the emergency, as it was when the places were asked for. */
  @IsInt() @Min(1) version!: number;
  /** Who makes room, and where they go; as the place that was chosen says. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique((one: Bumped) => one?.visitId)
  @ValidateNested({ each: true })
  @Type(() => Bumped)
  bumps?: Bumped[];
}

export class SlotList {
  @ApiProperty({ type: [SlotView], description: 'Best first.' }) items!: SlotView[];
}

export class OfferedSlot {
  @Type(() => Date) @IsDate() from!: Date;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  technicianIds!: string[];
}

export class OfferBody {
  /** The times to choose from; without them, the best three that can be found. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(12)
  @ValidateNested({ each: true })
  @Type(() => OfferedSlot)
  slots?: OfferedSlot[];
}

export class OptimizeBody {
  /** In the firm’s zone. */
  @IsDateString({ strict: true }) @Length(10, 10) day!: string;
  /** The same seed gives the same plan. */
  @Optional() @IsInt() @Min(0) @Max(2_147_483_647) seed?: number;
  /** How long to search; 2000 unless said. */
  @Optional() @IsInt() @Min(50) @Max(5_000) budgetMs?: number;
}

export class FiguresView {
  @ApiProperty() visits!: number;
  @ApiProperty() unplanned!: number;
  @ApiProperty() travelMinutes!: number;
  @ApiProperty() kilometres!: number;
  @ApiProperty() lateVisits!: number;
  @ApiProperty() lateMinutes!: number;
  @ApiProperty() overtimeMinutes!: number;
  @ApiProperty() moved!: number;
  @ApiProperty() technicians!: number;
  @ApiProperty() cost!: number;
}

export class PlaceTaken {
  @ApiProperty() from!: Date;
  @ApiProperty() to!: Date;
  @ApiProperty({ type: [NamedBrief] }) technicians!: NamedBrief[];
}

export class ProposedChange {
  @ApiProperty({ type: VisitRowView }) visit!: VisitRowView;
  @ApiProperty({ type: PlaceTaken, nullable: true }) before!: PlaceTaken | null;
  @ApiProperty({ type: PlaceTaken, nullable: true, description: 'Null: it goes back to the unplanned.' })
  after!: PlaceTaken | null;
}

export class PlanView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty({ enum: ['open', 'accepted', 'discarded'] }) state!: 'open' | 'accepted' | 'discarded';
  @ApiProperty() madeAt!: Date;
  @ApiProperty({ description: 'Who planned: `own` or `vroom`.' }) planner!: string;
  @ApiProperty() seed!: number;
  @ApiProperty({ type: FiguresView }) before!: FiguresView;
  @ApiProperty({ type: FiguresView }) after!: FiguresView;
  @ApiProperty({ type: [ProposedChange] }) changes!: ProposedChange[];
  @ApiProperty({ type: [String], description: 'Visits for which there was no place.' }) unplanned!: string[];
}

export class AcceptBody {
  /** Only these visits; without it, all. */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  visitIds?: string[];
}

export class AcceptedView {
  @ApiProperty({ type: [String], description: 'Visits that were planned.' }) applied!: string[];
  @ApiProperty({ type: [String], description: 'Visits that had changed since, or met somebody who was planned since.' })
  skipped!: string[];
}
