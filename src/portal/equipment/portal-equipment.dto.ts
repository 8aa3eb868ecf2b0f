import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, MaxLength } from 'class-validator';
import { UNIT_STATES, type UnitState } from '../../equipment/equipment.rules.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { PortalNamedView } from '../profile/profile.dto.js';

export class PortalEquipmentQuery extends PageQuery {
  @Optional() @IsUUID() site?: string;

  /** What the QR code on it says. */
  @Optional() @IsString() @MaxLength(100) code?: string;

  /** A piece of its tag or serial number, or words of what it is. */
  @Optional() @IsString() @MaxLength(100) q?: string;
}

export class PortalUnitView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001', description: 'Printed on it' }) tag!: string;
  @ApiProperty({ type: String, nullable: true }) serial!: string | null;
  @ApiProperty({ description: 'Maker and name of its model' }) name!: string;
  @ApiProperty({ description: 'In our words: router, camera' }) kind!: string;
  @ApiProperty({ enum: UNIT_STATES }) state!: UnitState;
  @ApiProperty({ enum: ['ours', 'supplier', 'customer'], description: '`customer`: it is theirs' }) owner!: string;
  @ApiProperty({ type: PortalNamedView, nullable: true }) site!: PortalNamedView | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) warrantyUntil!: string | null;
  @ApiProperty({ description: 'Since when it is there' }) since!: Date;
}

export class PortalUnitPage {
  @ApiProperty({ type: [PortalUnitView] }) items!: PortalUnitView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalSiteCountView {
  @ApiProperty({ type: PortalNamedView, nullable: true }) site!: PortalNamedView | null;
  @ApiProperty() count!: number;
  @ApiProperty({ description: 'Of them in repair or on their way' }) away!: number;
}

export class PortalSiteCountList {
  @ApiProperty({ type: [PortalSiteCountView] }) items!: PortalSiteCountView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
