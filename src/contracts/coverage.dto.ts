import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { ContractPackage } from './contract.dto.js';
import { AllowanceView } from './package.dto.js';
import { ALLOWANCE_KINDS, type AllowanceKind } from './price.rules.js';
import { IsDay } from '../platform/http/day.decorator.js';

export class CoverageQuery {
  @IsUUID() company!: string;
  /** Where it happens: a contract may cover some sites only. */
  @Optional() @IsUUID() site?: string;
}

export class AllowanceLeftView extends AllowanceView {
  @ApiProperty({ description: 'In this month' }) used!: number;
  @ApiProperty() left!: number;
  @ApiProperty() beyond!: number;
}

export class CoveringContract {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'C-1001' }) number!: string;
  @ApiProperty({ format: 'date' }) startsOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
}

export const NOT_COVERED = ['no_contract', 'other_sites', 'not_begun', 'over'] as const;
export type NotCovered = (typeof NOT_COVERED)[number];

export class CoverageView {
  @ApiProperty() covered!: boolean;
  @ApiProperty({ enum: NOT_COVERED, nullable: true, description: 'Why it is not' }) because!: NotCovered | null;
  @ApiProperty({ type: CoveringContract, nullable: true }) contract!: CoveringContract | null;
  @ApiProperty({ type: ContractPackage, nullable: true }) package!: ContractPackage | null;
  @ApiProperty({ type: [AllowanceLeftView], description: 'What this month includes, and what is left' })
  allowances!: AllowanceLeftView[];
  @ApiProperty({
    enum: ALLOWANCE_KINDS,
    isArray: true,
    description: 'Overused in both of the last two months: time to offer more',
  })
  hints!: AllowanceKind[];
}

export class NewUse {
  @IsIn(ALLOWANCE_KINDS) what!: AllowanceKind;
  @IsDay() day!: string;
  @IsOptional() @IsString() @MaxLength(500) note?: string | null;
}

export class UseView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ALLOWANCE_KINDS }) what!: AllowanceKind;
  @ApiProperty({ format: 'date' }) day!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Where it came from, such as `visit:<id>`' })
  source!: string | null;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
}

export class MonthUsed {
  @ApiProperty({ example: '2026-03' }) month!: string;
  @ApiProperty({ type: [AllowanceLeftView] }) allowances!: AllowanceLeftView[];
}

export class ContractUse {
  @ApiProperty({ type: [MonthUsed], description: 'The last twelve months, newest first' }) months!: MonthUsed[];
  @ApiProperty({ enum: ALLOWANCE_KINDS, isArray: true }) hints!: AllowanceKind[];
  @ApiProperty({ type: [UseView], description: 'The last hundred, newest first' }) items!: UseView[];
}
