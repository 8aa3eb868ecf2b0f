import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { flag, ModelMark } from './equipment-model.dto.js';
import {
  FAMILIES,
  LOCATION_KINDS,
  MOVES,
  OWNERS,
  UNIT_STATES,
  type Family,
  type LocationKind,
  type Move,
  type Owner,
  type UnitState,
} from './equipment.rules.js';
import { ReservationView } from './reservation.dto.js';
import { IsDay } from '../platform/http/day.decorator.js';

export class EquipmentQuery extends PageQuery {
  /** A piece of the serial number or tag, words of the model, or what a QR code says. */
  @Optional() @IsString() @MaxLength(300) q?: string;
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() site?: string;
  @Optional() @IsUUID() location?: string;
  @Optional() @IsUUID() contract?: string;
  @Optional() @IsUUID() model?: string;
  @Optional() @IsString() @MaxLength(60) kind?: string;
  @Optional() @IsIn(FAMILIES) family?: Family;
  @Optional() @IsIn(UNIT_STATES) state?: UnitState;
  @Optional() @IsIn(OWNERS) owner?: Owner;
  @Optional() @IsString() @MaxLength(120) supplier?: string;
  /** True: without what is built into others. */
  @Optional() @Transform(flag) @IsBoolean() standing?: boolean;
}

export class NewEquipment {
  @IsUUID() modelId!: string;
  @IsOptional() @IsString() @Length(1, 100) serial?: string | null;
  /** Given by us where it is left out. */
  @Optional()
  @Matches(/^[\w./-]{1,40}$/, { message: 'tag has letters, digits and . / - _ only' })
  tag?: string;
  @Optional() @IsIn(OWNERS) owner?: Owner;
  @IsOptional() @IsString() @Length(1, 120) supplier?: string | null;
  /** Where it lies now. Without it, `siteId` or `companyId` says at whom it is installed. */
  @Optional() @IsUUID() locationId?: string;
  @Optional() @IsUUID() siteId?: string;
  /** Whose it is, or who has it. */
  @Optional() @IsUUID() companyId?: string;
  @Optional() @IsUUID() contractId?: string;
  @IsOptional() @IsString() @MaxLength(5_000) notes?: string | null;
  @IsOptional() @IsDay() warrantyUntil?: string | null;
}

export class EquipmentChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @IsOptional() @IsString() @Length(1, 100) serial?: string | null;
  @Optional()
  @Matches(/^[\w./-]{1,40}$/, { message: 'tag has letters, digits and . / - _ only' })
  tag?: string;
  @Optional() @IsIn(OWNERS) owner?: Owner;
  @IsOptional() @IsString() @Length(1, 120) supplier?: string | null;
  /** Under which it stands where it is; must be a contract of the company that has it. */
  @IsOptional() @IsUUID() contractId?: string | null;
  @IsOptional() @IsString() @MaxLength(5_000) notes?: string | null;
  @IsOptional() @IsDay() warrantyUntil?: string | null;
}

export class NotedSoftware {
  @IsString() @Length(1, 120) name!: string;
  @IsString() @Length(1, 60) version!: string;
}

export class SoftwareList {
  /** All that is installed; what is left out is gone. */
  @IsArray()
  @ArrayMaxSize(100)
  // A list in the list would pass for a member of it.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => NotedSoftware)
  items!: NotedSoftware[];
}

export class PlacedMark {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class LocationMark extends PlacedMark {
  @ApiProperty({ enum: LOCATION_KINDS }) kind!: LocationKind;
}

export class SiteMark extends PlacedMark {
  @ApiProperty() address!: string;
}

export class UnitMark {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001' }) tag!: string;
  @ApiProperty({ description: 'Maker and name of its model.' }) name!: string;
}

export class EquipmentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001', description: 'For people; printed on it.' }) tag!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The maker’s; unique for a model.' })
  serial!: string | null;
  @ApiProperty({ type: ModelMark }) model!: ModelMark;
  @ApiProperty({ enum: UNIT_STATES }) state!: UnitState;
  @ApiProperty({ enum: OWNERS }) owner!: Owner;
  @ApiProperty({ type: String, nullable: true }) supplier!: string | null;
  @ApiProperty({ type: LocationMark, nullable: true }) location!: LocationMark | null;
  @ApiProperty({ type: SiteMark, nullable: true }) site!: SiteMark | null;
  @ApiProperty({ type: PlacedMark, nullable: true, description: 'Who has it, or whose it is.' })
  company!: PlacedMark | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty({ type: UnitMark, nullable: true, description: 'What it is built into.' })
  parent!: UnitMark | null;
  @ApiProperty({ description: 'Since when it is there.' }) movedAt!: Date;
  @ApiProperty() version!: number;
}

export class EquipmentPage {
  @ApiProperty({ type: [EquipmentView] }) items!: EquipmentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PartView extends UnitMark {
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) parentId!: string | null;
  @ApiProperty({ type: String, nullable: true }) serial!: string | null;
  @ApiProperty({ description: '1: built into the unit itself.' }) depth!: number;
}

export class SoftwareView {
  @ApiProperty() name!: string;
  @ApiProperty() version!: string;
  @ApiProperty({ description: 'When this version was first seen on it.' }) notedAt!: Date;
}

/** All about one unit. */
export class WholeEquipment extends EquipmentView {
  @ApiProperty({ description: 'What its QR code says.' }) link!: string;
  @ApiProperty({ type: String, nullable: true }) notes!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) warrantyUntil!: string | null;
  @ApiProperty({ type: [PartView], description: 'Everything inside it, from the outside in.' }) parts!: PartView[];
  @ApiProperty({ type: [SoftwareView] }) software!: SoftwareView[];
  @ApiProperty({ type: [ReservationView], description: 'Those that hold, the next first.' })
  reservations!: ReservationView[];
  @ApiProperty({ enum: MOVES, isArray: true, description: 'What may be done with it now.' }) moves!: Move[];
  @ApiProperty() createdAt!: Date;
}
