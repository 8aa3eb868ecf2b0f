import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsInt, IsString, IsUUID, Length, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';

/** More than one gateway serves. */
const MAX_UNITS = 5_000;

export class DeviceKeysQuery extends PageQuery {
  /** Only those of this unit. */
  @Optional() @IsUUID() unit?: string;
}

export class NewDeviceKey {
  @IsString() @Length(1, 120) name!: string;
  /** One for a device that sends for itself; several for a gateway, whose batches name each. */
  @IsArray()
  @ArrayMaxSize(MAX_UNITS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  unitIds!: string[];
}

export class DeviceKeyChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) name?: string;
  @Optional()
  @IsArray()
  @ArrayMaxSize(MAX_UNITS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  unitIds?: string[];
  /** False: nothing is taken by it any more. */
  @Optional() @IsBoolean() active?: boolean;
}

export class KeyUnitView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'EQ-1001' }) tag!: string;
  @ApiProperty({ description: 'Maker and name of its model' }) name!: string;
}

export class DeviceKeyView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ description: 'Where batches are posted to.' }) url!: string;
  @ApiProperty({ type: [KeyUnitView], description: 'The first fifty.' }) units!: KeyUnitView[];
  @ApiProperty() unitCount!: number;
  @ApiProperty() active!: boolean;
  @ApiProperty({ description: 'The secret before this one is still believed.' }) renewing!: boolean;
  @ApiProperty({ type: Date, nullable: true }) usedAt!: Date | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When a batch was last turned away for its signature.',
  })
  refusedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) refusedBecause!: string | null;
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
  @ApiPropertyOptional({ description: 'Shown once, when it is made.' }) secret?: string;
}

export class DeviceKeyPage {
  @ApiProperty({ type: [DeviceKeyView] }) items!: DeviceKeyView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
