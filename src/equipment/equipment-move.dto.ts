import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsInt, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { LocationMark, PlacedMark, SiteMark, UnitMark } from './equipment.dto.js';
import { MOVES, UNIT_STATES, type Move, type StoredState } from './equipment.rules.js';

export class MovesQuery extends PageQuery {}

export class MoveReasons {
  @Optional() @IsString() @MaxLength(2_000) reason?: string;
  @Optional() @IsUUID() ticketId?: string;
  @Optional() @IsUUID() visitId?: string;
  /** When it happened, where it is told later; never in the future. */
  @Optional() @Type(() => Date) @IsDate() at?: Date;
}

export class NewMove extends MoveReasons {
  @IsIn(MOVES) action!: Move;
  /** transfer, return, repaired, find: where it goes; repair: at whom it lies. */
  @Optional() @IsUUID() locationId?: string;
  /** install: where; or `companyId`, where the company has no sites. */
  @Optional() @IsUUID() siteId?: string;
  @Optional() @IsUUID() companyId?: string;
  /** install: under which contract. */
  @Optional() @IsUUID() contractId?: string;
  /** build_in: into which. */
  @Optional() @IsUUID() parentId?: string;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class NewSwap extends MoveReasons {
  /** The installed one that is taken away. */
  @IsUUID() outId!: string;
  /** The one that takes its place: same site, company and contract. */
  @IsUUID() inId!: string;
  /** Where the old one goes. */
  @IsUUID() locationId!: string;
  /** `repair`: it goes there to be repaired. */
  @Optional() @IsIn(['return', 'repair']) outAs?: 'return' | 'repair';
}

export class MovePlace {
  @ApiProperty({ type: LocationMark, nullable: true }) location!: LocationMark | null;
  @ApiProperty({ type: SiteMark, nullable: true }) site!: SiteMark | null;
  @ApiProperty({ type: PlacedMark, nullable: true }) company!: PlacedMark | null;
}

export class MoveView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Counts the moves of a unit, without gaps.' }) seq!: number;
  @ApiProperty({ enum: ['register', ...MOVES] }) action!: Move | 'register';
  @ApiProperty({ enum: UNIT_STATES, nullable: true }) fromState!: StoredState | null;
  @ApiProperty({ enum: UNIT_STATES }) toState!: StoredState;
  @ApiProperty({ type: MovePlace }) from!: MovePlace;
  @ApiProperty({ type: MovePlace }) to!: MovePlace;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ticketId!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) visitId!: string | null;
  @ApiProperty({ type: UnitMark, nullable: true, description: 'The other one of a swap; what took it along.' })
  with!: UnitMark | null;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
  @ApiProperty() actorName!: string;
  @ApiProperty() at!: Date;
}

export class MovePage {
  @ApiProperty({ type: [MoveView] }) items!: MoveView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
