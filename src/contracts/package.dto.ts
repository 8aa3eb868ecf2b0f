import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Nested } from '../platform/http/nested.decorator.js';
import { Optional } from '../platform/http/optional.decorator.js';
import {
  ALLOWANCE_KINDS,
  MOST_AMOUNT,
  PRICE_PERIODS,
  PRICE_UNITS,
  type AllowanceKind,
  type PricePeriod,
  type PriceUnit,
} from './price.rules.js';

export const WHEN_OVER = ['allowed', 'refused'] as const;

export class PriceBody {
  /** Of a price that stands already; a new one has none. */
  @Optional() @IsUUID() id?: string;
  @IsIn(PRICE_PERIODS) period!: PricePeriod;
  @IsIn(PRICE_UNITS) per!: PriceUnit;
  /** In minor units of the currency: 12.50 EUR is 1250. */
  @IsInt() @Min(0) @Max(MOST_AMOUNT) amount!: number;
  /** ISO 4217. */
  @IsISO4217CurrencyCode() currency!: string;
  /** False: no longer sold, kept for reading. */
  @Optional() @IsBoolean() active?: boolean;
}

export class AllowanceBody {
  @IsIn(ALLOWANCE_KINDS) what!: AllowanceKind;
  @IsInt() @Min(0) @Max(10_000) perMonth!: number;
  /** What each one beyond costs, in minor units; null: nothing, it is only shown. */
  @IsOptional() @IsInt() @Min(0) @Max(MOST_AMOUNT) extraAmount?: number | null;
  /** Needed where there is a price. */
  @ValidateIf(
    ({ extraAmount, currency }: AllowanceBody) => typeof extraAmount === 'number' || typeof currency === 'string',
  )
  @IsISO4217CurrencyCode()
  currency?: string | null;
  /** Whether more may be asked for in a month; left out: yes, and it is shown as beyond. Visits are never refused. */
  @Optional() @IsIn(WHEN_OVER) whenOver?: (typeof WHEN_OVER)[number];
}

export class PackageWords {
  @Optional() @IsString() @MaxLength(2_000) en?: string;
  @Optional() @IsString() @MaxLength(2_000) 'pt-BR'?: string;
}

class PackageTerms {
  @IsOptional() @IsString() @MaxLength(5_000) about?: string | null;
  /** Whatever else is worth writing down. */
  @Optional() @IsObject() fields?: Record<string, unknown>;

  /** The whole list: a price that is left out is gone. Contracts keep the amounts that they were made with. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PriceBody)
  prices?: PriceBody[];

  /** The hours in which its promises run; null: everybody's. */
  @IsOptional() @IsUUID() calendarId?: string | null;

  /** The kinds of channels on which it is served; empty: all. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  channels?: string[];

  /** How many of what a month includes, and what happens beyond. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(ALLOWANCE_KINDS.length)
  @ArrayUnique((one: AllowanceBody) => one?.what, { message: 'allowances has each kind once' })
  @ValidateNested({ each: true })
  @Type(() => AllowanceBody)
  allowances?: AllowanceBody[];

  /** What customers read about it, by language. */
  @Optional()
  @Nested(() => PackageWords)
  words?: PackageWords;
}

export class NewPackage extends PackageTerms {
  /** What rules and policies call it; it never changes. */
  @IsString()
  @Matches(/^[a-z0-9][a-z0-9-]{0,39}$/, { message: 'key has small letters, digits and dashes only' })
  key!: string;

  @IsString() @Length(1, 120) name!: string;
}

export class PackageChange extends PackageTerms {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 120) name?: string;
}

export class PriceView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: PRICE_PERIODS }) period!: PricePeriod;
  @ApiProperty({ enum: PRICE_UNITS }) per!: PriceUnit;
  @ApiProperty({ description: 'In minor units of the currency', example: 12_900 }) amount!: number;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty() active!: boolean;
}

export class AllowanceView {
  @ApiProperty({ enum: ALLOWANCE_KINDS }) what!: AllowanceKind;
  @ApiProperty() perMonth!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'What each one beyond costs, in minor units' })
  extraAmount!: number | null;
  @ApiProperty({ type: String, nullable: true }) currency!: string | null;
  @ApiPropertyOptional({ enum: WHEN_OVER, description: 'Left out: more may be asked for' })
  whenOver?: (typeof WHEN_OVER)[number];
}

export class PackageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'gold-24-7' }) key!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) about!: string | null;
  @ApiProperty({ type: Object }) fields!: Record<string, unknown>;
  @ApiProperty({ type: [PriceView] }) prices!: PriceView[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) calendarId!: string | null;
  @ApiProperty({ type: [String], description: 'Kinds of channels; empty: all' }) channels!: string[];
  @ApiProperty({ type: [AllowanceView] }) allowances!: AllowanceView[];
  @ApiProperty({ type: PackageWords }) words!: PackageWords;
  @ApiProperty({ description: 'Contracts that give it and hold today.' }) activeContracts!: number;
  @ApiProperty() version!: number;
}

export class PackageList {
  @ApiProperty({ type: [PackageView] }) items!: PackageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
