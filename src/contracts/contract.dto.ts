import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import {
  CONTRACT_KINDS,
  CONTRACT_STATES,
  CONTRACT_TERMS,
  type ContractKind,
  type ContractState,
  type ContractTerm,
} from './contract.rules.js';

const DAY = /^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DAY_WORDS = { message: '$property must be a day such as 2026-03-15' };

export class ContractsQuery extends PageQuery {
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() package?: string;
  @Optional() @IsIn(CONTRACT_STATES) state?: ContractState;
}

export class NewContract {
  @IsUUID() companyId!: string;
  /** Given by us where it is left out. */
  @Optional() @IsString() @Length(1, 40) number?: string;
  @IsOptional() @IsUUID() packageId?: string | null;
  @IsIn(CONTRACT_KINDS) kind!: ContractKind;
  @IsIn(CONTRACT_TERMS) term!: ContractTerm;
  @Optional() @IsIn(CONTRACT_STATES) state?: ContractState;
  @IsString() @Matches(DAY, DAY_WORDS) startsOn!: string;
  @IsOptional() @IsString() @Matches(DAY, DAY_WORDS) endsOn?: string | null;
  /** The hours in which promises run, where they are not everybody's. */
  @IsOptional() @IsUUID() calendarId?: string | null;
}

export class ContractChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 40) number?: string;
  @IsOptional() @IsUUID() packageId?: string | null;
  @Optional() @IsIn(CONTRACT_KINDS) kind?: ContractKind;
  @Optional() @IsIn(CONTRACT_TERMS) term?: ContractTerm;
  @Optional() @IsIn(CONTRACT_STATES) state?: ContractState;
  @Optional() @IsString() @Matches(DAY, DAY_WORDS) startsOn?: string;
  @IsOptional() @IsString() @Matches(DAY, DAY_WORDS) endsOn?: string | null;
  @IsOptional() @IsUUID() calendarId?: string | null;
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

export class ContractView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'C-1001' }) number!: string;
  @ApiProperty({ type: ContractCompany }) company!: ContractCompany;
  @ApiPropertyOptional({ type: ContractPackage, nullable: true }) package!: ContractPackage | null;
  @ApiProperty({ enum: CONTRACT_KINDS }) kind!: ContractKind;
  @ApiProperty({ enum: CONTRACT_TERMS }) term!: ContractTerm;
  @ApiProperty({ enum: CONTRACT_STATES }) state!: ContractState;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
  @ApiPropertyOptional({ type: String, format: 'uuid', nullable: true }) calendarId!: string | null;
  @ApiProperty() version!: number;
}

export class ContractPage {
  @ApiProperty({ type: [ContractView] }) items!: ContractView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
