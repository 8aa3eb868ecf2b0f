import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO4217CurrencyCode,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import {
  CONTRACT_BILLINGS,
  CONTRACT_KINDS,
  CONTRACT_RENEWALS,
  CONTRACT_STATES,
  CONTRACT_TERMS,
  type ContractBilling,
  type ContractKind,
  type ContractRenewal,
  type ContractState,
  type ContractTerm,
} from './contract.rules.js';
import { AllowanceBody, AllowanceView } from './package.dto.js';
import { MOST_AMOUNT, PRICE_PERIODS, PRICE_UNITS, type PricePeriod, type PriceUnit } from './price.rules.js';
import { IsDay } from '../platform/http/day.decorator.js';

export class ContractsQuery extends PageQuery {
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() package?: string;
  @Optional() @IsIn(CONTRACT_STATES) state?: ContractState;
  /** The beginning of its number, or a piece of the company’s name. */
  @Optional() @IsString() @MaxLength(100) q?: string;
}

export class ContractLineBody {
  @IsString() @Length(1, 200) text!: string;
  @IsIn(PRICE_PERIODS) period!: PricePeriod;
  @IsIn(PRICE_UNITS) per!: PriceUnit;
  /** How many; for lines per site, the sites covered where it is left out. */
  @Optional() @IsInt() @Min(1) @Max(100_000) quantity?: number;
  /** Of one, in minor units of the currency. */
  @IsInt() @Min(0) @Max(MOST_AMOUNT) amount!: number;
  /** ISO 4217. */
  @IsISO4217CurrencyCode() currency!: string;
  /** The contract's own first day where it is left out. */
  @IsOptional() @IsDay() startsOn?: string | null;
  @IsOptional() @IsDay() endsOn?: string | null;
}

class ContractTerms {
  @IsOptional() @IsUUID() packageId?: string | null;
  @IsOptional() @IsDay() endsOn?: string | null;
  /** The hours in which promises run, where they are not everybody's. */
  @IsOptional() @IsUUID() calendarId?: string | null;
  /** The sites covered; empty: all of the company's. */
  @Optional() @IsArray() @ArrayMaxSize(200) @ArrayUnique() @IsUUID(undefined, { each: true }) siteIds?: string[];

  /** What is paid. While it is a draft the whole list can be given; later lines are added and ended one by one. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ContractLineBody)
  lines?: ContractLineBody[];

  /** What a month includes; the package's where it is left out. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(2)
  @ArrayUnique((one: AllowanceBody) => one?.what, { message: 'allowances has each kind once' })
  @ValidateNested({ each: true })
  @Type(() => AllowanceBody)
  allowances?: AllowanceBody[];

  /** Whether a month is paid when it begins or once it is over. */
  @Optional() @IsIn(CONTRACT_BILLINGS) billing?: ContractBilling;
  /** `auto`: goes on by itself; `ask`: somebody asks the customer; `none`: it ends. */
  @Optional() @IsIn(CONTRACT_RENEWALS) renewal?: ContractRenewal;
  @Optional() @IsInt() @Min(0) @Max(730) noticeDays?: number;
  /** By how much it is prolonged. */
  @Optional() @IsInt() @Min(1) @Max(120) renewalMonths?: number;
  /** The index that its prices follow, once a year. */
  @IsOptional() @IsUUID() indexId?: string | null;
  /** The customer's own, such as the number of an order. */
  @IsOptional() @IsString() @MaxLength(120) reference?: string | null;
  @IsOptional() @IsString() @MaxLength(5_000) notes?: string | null;
}

export class NewContract extends ContractTerms {
  @IsUUID() companyId!: string;
  /** Given by us where it is left out. */
  @Optional() @IsString() @Length(1, 40) number?: string;
  @IsIn(CONTRACT_KINDS) kind!: ContractKind;
  @IsIn(CONTRACT_TERMS) term!: ContractTerm;
  @Optional() @IsIn(CONTRACT_STATES) state?: ContractState;
  @IsDay() startsOn!: string;
}

export class ContractChange extends ContractTerms {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 40) number?: string;
  @Optional() @IsIn(CONTRACT_KINDS) kind?: ContractKind;
  @Optional() @IsIn(CONTRACT_TERMS) term?: ContractTerm;
  @Optional() @IsIn(CONTRACT_STATES) state?: ContractState;
  @Optional() @IsDay() startsOn?: string;
  /** Why its state changes; it stands in its history. */
  @Optional() @IsString() @MaxLength(500) reason?: string;
}

export class ContractLineEnd {
  /** The last day that is paid. */
  @IsDay() on!: string;
}

export class ContractCompany {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ContractPackage {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() key!: string;
  @ApiProperty() name!: string;
}

export class ContractNamed {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ContractLineView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ enum: PRICE_PERIODS }) period!: PricePeriod;
  @ApiProperty({ enum: PRICE_UNITS }) per!: PriceUnit;
  @ApiProperty() quantity!: number;
  @ApiProperty({ description: 'Of one, in minor units' }) amount!: number;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) startsOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The line of which it is the next price' })
  replacesId!: string | null;
}

export class ContractView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'C-1001' }) number!: string;
  @ApiProperty({ type: ContractCompany }) company!: ContractCompany;
  @ApiProperty({ type: ContractPackage, nullable: true }) package!: ContractPackage | null;
  @ApiProperty({ enum: CONTRACT_KINDS }) kind!: ContractKind;
  @ApiProperty({ enum: CONTRACT_TERMS }) term!: ContractTerm;
  @ApiProperty({ enum: CONTRACT_STATES }) state!: ContractState;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) calendarId!: string | null;
  @ApiProperty({ type: [ContractNamed], description: 'Empty: all of the company’s' }) sites!: ContractNamed[];
  @ApiProperty({ type: [ContractLineView] }) lines!: ContractLineView[];
  @ApiProperty({ type: [AllowanceView] }) allowances!: AllowanceView[];
  @ApiProperty({ enum: CONTRACT_BILLINGS }) billing!: ContractBilling;
  @ApiProperty({ enum: CONTRACT_RENEWALS }) renewal!: ContractRenewal;
  @ApiProperty() noticeDays!: number;
  @ApiProperty() renewalMonths!: number;
  @ApiProperty({ type: ContractNamed, nullable: true }) index!: ContractNamed | null;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: String, nullable: true }) notes!: string | null;
  @ApiProperty() version!: number;
}

export class ContractPage {
  @ApiProperty({ type: [ContractView] }) items!: ContractView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ContractEventView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'adjusted' }) type!: string;
  @ApiProperty({ type: Object }) data!: Record<string, unknown>;
  @ApiProperty({ example: 'Frontdesk' }) actor!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
}

export class ContractHistory {
  @ApiProperty({ type: [ContractEventView] }) items!: ContractEventView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
