import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, MaxLength } from 'class-validator';
import { AllowanceView, PackageWords, PriceView } from '../../contracts/package.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import type { PackageChange } from './package-changes.rules.js';

export class PortalPackageWish {
  /** What they would like to know, or when it should begin. */
  @Optional() @IsString() @MaxLength(5_000) text?: string;
  /** Made by the sender once for each wish: the same again is the same. */
  @Optional() @IsString() @Length(1, 100) clientId?: string;
}

export class PortalPackagePromise {
  @ApiProperty({ example: 'first_response' }) target!: string;
  @ApiProperty({ description: 'For a request of ordinary weight' }) minutes!: number;
  @ApiProperty({ enum: ['business', 'calendar'] }) hours!: 'business' | 'calendar';
}

export class PortalPackageChange implements PackageChange {
  @ApiProperty({ enum: ['price', 'visit', 'report', 'promise'] }) what!: PackageChange['what'];
  @ApiProperty({ type: String, nullable: true, example: 'month contract' }) of!: string | null;
  @ApiProperty({ type: String, nullable: true }) currency!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Minor units, a number a month, or minutes' })
  from!: number | null;
  @ApiProperty({ type: Number, nullable: true }) to!: number | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'Null for prices' }) better!: boolean | null;
}

export class PortalPackageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: PackageWords }) words!: PackageWords;
  @ApiProperty({ type: [PriceView], description: 'As it is sold today' }) prices!: PriceView[];
  @ApiProperty({ type: [AllowanceView] }) allowances!: AllowanceView[];
  @ApiProperty({ type: [PortalPackagePromise] }) promises!: PortalPackagePromise[];
  @ApiProperty({ description: 'The one that holds for the company now' }) current!: boolean;
  @ApiProperty({ type: [PortalPackageChange], description: 'Against the one that holds now; empty without one' })
  changes!: PortalPackageChange[];
  @ApiProperty({ type: Number, nullable: true, description: 'The open request by which it was asked for' })
  asked!: number | null;
}

export class PortalPackageList {
  @ApiProperty({ type: [PortalPackageView], description: 'In the order in which the house shows them' })
  items!: PortalPackageView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
