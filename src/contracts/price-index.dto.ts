import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';

export class IndexRateBody {
  @IsString()
  @Matches(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, { message: '$property must be a month such as 2026-03' })
  month!: string;

  /** In hundredths of a percent: 0.44 % is 44. */
  @IsInt() @Min(-9_999) @Max(100_000) rateBp!: number;
}

class IndexValues {
  /** The months given are added or corrected; others stay. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(600)
  @ArrayUnique((one: IndexRateBody) => one?.month, { message: 'rates has each month once' })
  @ValidateNested({ each: true })
  @Type(() => IndexRateBody)
  rates?: IndexRateBody[];
}

export class NewPriceIndex extends IndexValues {
  @IsString() @Length(1, 80) name!: string;
}

export class PriceIndexChange extends IndexValues {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 80) name?: string;
}

export class IndexRateView {
  @ApiProperty({ example: '2026-03' }) month!: string;
  @ApiProperty({ description: 'In hundredths of a percent' }) rateBp!: number;
}

export class PriceIndexView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'IPCA' }) name!: string;
  @ApiProperty({ type: [IndexRateView], description: 'Newest first' }) rates!: IndexRateView[];
  @ApiProperty() version!: number;
}

export class PriceIndexList {
  @ApiProperty({ type: [PriceIndexView] }) items!: PriceIndexView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
