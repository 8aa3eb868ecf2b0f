import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { Optional } from '../../platform/http/optional.decorator.js';
import { TILE_KINDS, TILE_MONTHS, type TileKind } from './tile.rules.js';

export class TileBody {
  /** Of a tile that stands already. */
  @Optional() @IsUUID() id?: string;
  @IsIn(TILE_KINDS) kind!: TileKind;
  @Optional() @IsString() @MaxLength(120) title?: string;
  /** How many months it looks back. */
  @IsIn(TILE_MONTHS) months!: number;
}

export class DashboardBody {
  /** Of the dashboard; left out, whatever stands is replaced. */
  @Optional() @IsInt() @Min(1) version?: number;
  @IsArray() @ArrayMaxSize(24) @ValidateNested({ each: true }) @Type(() => TileBody) tiles!: TileBody[];
  /** Whether the customer sees it. */
  @IsBoolean() shared!: boolean;
}

export class TilePointView {
  @ApiProperty({ description: 'A month, or what it is grouped by', example: '2026-03' }) key!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Of a group, or of one of several lines of months' })
  name!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The same in Portuguese, where it has two names' })
  namePt!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: there was nothing to measure' })
  value!: number | null;
  @ApiProperty({
    description:
      '`count`, `percent`, `minor:BRL` for the smallest units of a currency, or `of:°C` for what devices measure',
  })
  unit!: string;
}

export class TileView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: TILE_KINDS }) kind!: TileKind;
  @ApiProperty() title!: string;
  @ApiProperty() months!: number;
  @ApiProperty({ type: [TilePointView], description: 'As it is now' }) points!: TilePointView[];
}

export class DashboardView {
  @ApiProperty({ type: [TileView] }) tiles!: TileView[];
  @ApiProperty() shared!: boolean;
  @ApiProperty({ description: 'Tiles that the caller has no right to' }) hidden!: number;
  @ApiProperty({ description: '0: nobody composed one yet' }) version!: number;
  @ApiProperty({ description: 'When it was counted' }) at!: Date;
}
