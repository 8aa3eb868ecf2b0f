import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';

const MOST = 900_000_000_000;

export class PartPrice {
  /** As technicians write it, in any case. */
  @ApiProperty() @IsString() @Length(1, 200) @Matches(/\S/) name!: string;
  /** What we pay for one, in minor units. */
  @ApiProperty() @IsInt() @Min(0) @Max(MOST) amount!: number;
}

export class VisitRatesBody {
  @IsString() @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as BRL' }) currency!: string;
  /** Whatever is done, in minor units. */
  @IsInt() @Min(0) @Max(MOST) callOut!: number;
  /** One person for one hour of work. */
  @IsInt() @Min(0) @Max(MOST) workHour!: number;
  /** One person for one hour on the way. */
  @IsInt() @Min(0) @Max(MOST) travelHour!: number;
  @IsArray() @ArrayMaxSize(1_000) @ValidateNested({ each: true }) @Type(() => PartPrice) parts!: PartPrice[];
  @IsInt() @Min(1) version!: number;
}

export class VisitRatesView {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty() callOut!: number;
  @ApiProperty() workHour!: number;
  @ApiProperty() travelHour!: number;
  @ApiProperty({ type: [PartPrice] }) parts!: PartPrice[];
  @ApiProperty() version!: number;
}
