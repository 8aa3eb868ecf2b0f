import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, MaxLength, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { LOCATION_KINDS, type LocationKind } from './equipment.rules.js';

export class NewLocation {
  @IsString() @Length(1, 120) name!: string;
  @IsIn(LOCATION_KINDS) kind!: LocationKind;
  /** Of a van: whose it is. */
  @IsOptional() @IsUUID() userId?: string | null;
  @IsOptional() @IsString() @MaxLength(1_000) address?: string | null;
}

export class LocationChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) name?: string;
  @IsOptional() @IsUUID() userId?: string | null;
  @IsOptional() @IsString() @MaxLength(1_000) address?: string | null;
  /** False: nothing new goes there; only where nothing lies there any more. */
  @Optional() @IsBoolean() active?: boolean;
}

export class LocationPerson {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class LocationView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: LOCATION_KINDS }) kind!: LocationKind;
  @ApiProperty({ type: LocationPerson, nullable: true, description: 'Whose van it is.' })
  person!: LocationPerson | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty() active!: boolean;
  @ApiProperty({ description: 'Units that lie there, without what is built into others.' }) units!: number;
  @ApiProperty() version!: number;
}

export class LocationList {
  @ApiProperty({ type: [LocationView] }) items!: LocationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
