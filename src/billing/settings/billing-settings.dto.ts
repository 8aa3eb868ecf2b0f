import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested } from '../../platform/http/nested.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { IsDay } from '../../platform/http/day.decorator.js';

const LANGUAGES = ['en', 'pt-BR'] as const;

export class NewTaxRate {
  @IsString() @Length(1, 60) name!: string;
  /** In hundredths of a percent: 19 % is 1900. */
  @IsInt() @Min(0) @Max(10_000) rateBp!: number;
  /** True: it is in the prices already. False: it comes on top. */
  @Optional() @IsBoolean() included?: boolean;
}

export class TaxRateChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 60) name?: string;
  @Optional() @IsInt() @Min(0) @Max(10_000) rateBp?: number;
  @Optional() @IsBoolean() included?: boolean;
  /** An inactive one is on no new invoice. */
  @Optional() @IsBoolean() active?: boolean;
}

export class TaxRateView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'ISS' }) name!: string;
  @ApiProperty({ description: 'In hundredths of a percent' }) rateBp!: number;
  @ApiProperty() included!: boolean;
  @ApiProperty() active!: boolean;
  @ApiProperty() version!: number;
}

export class TaxRateList {
  @ApiProperty({ type: [TaxRateView] }) items!: TaxRateView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}

export class TextByLanguage {
  @Optional() @IsString() @MaxLength(2_000) en?: string;
  @Optional() @IsString() @MaxLength(2_000) 'pt-BR'?: string;
}

export class BillingSettingsChange {
  @Optional() @IsInt() @Min(1) version?: number;
  /** Ours, as it stands on invoices; the company's name where it is left out. */
  @IsOptional() @IsString() @MaxLength(200) legalName?: string | null;
  @IsOptional() @IsString() @MaxLength(60) taxNumber?: string | null;
  @IsOptional() @IsString() @MaxLength(500) address?: string | null;
  /** How to pay, such as an account: it stands on every invoice. */
  @Optional() @Nested(() => TextByLanguage) paymentText?: TextByLanguage;
  /** Days from issue to due. */
  @Optional() @IsInt() @Min(0) @Max(365) termsDays?: number;
  /** Months before it are not invoiced by runs. */
  @Optional() @IsDay() billingFrom?: string;
  @Optional() @IsArray() @ArrayMaxSize(10) @ArrayUnique() @IsUUID(undefined, { each: true }) taxRateIds?: string[];
  /** The line by which invoices are sent; null: the first that sends mail. */
  @IsOptional() @IsUUID() inboxId?: string | null;
  /** Whether reminders are sent by themselves. */
  @Optional() @IsBoolean() dunning?: boolean;
  @Optional() @IsString() @Length(0, 12) invoicePrefix?: string;
  @Optional() @IsString() @Length(0, 12) creditNotePrefix?: string;
}

export class BillingSettingsView {
  @ApiProperty({ type: String, nullable: true }) legalName!: string | null;
  @ApiProperty({ type: String, nullable: true }) taxNumber!: string | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: TextByLanguage }) paymentText!: TextByLanguage;
  @ApiProperty() termsDays!: number;
  @ApiProperty({ format: 'date' }) billingFrom!: string;
  @ApiProperty({ type: [String] }) taxRateIds!: string[];
  @ApiProperty({ type: String, nullable: true }) inboxId!: string | null;
  @ApiProperty() dunning!: boolean;
  @ApiProperty({ example: 'F-' }) invoicePrefix!: string;
  @ApiProperty({ example: 'NC-' }) creditNotePrefix!: string;
  @ApiProperty() version!: number;
}

export class BillingProfileChange {
  @Optional() @IsInt() @Min(0) version?: number;
  @IsOptional() @IsString() @MaxLength(200) legalName?: string | null;
  @IsOptional() @IsString() @MaxLength(60) taxNumber?: string | null;
  @IsOptional() @IsString() @MaxLength(500) address?: string | null;
  /** Who gets the invoices. */
  @IsOptional() @IsUUID() contactId?: string | null;
  @IsOptional() @IsIn(LANGUAGES) language?: (typeof LANGUAGES)[number] | null;
  @IsOptional() @IsInt() @Min(0) @Max(365) termsDays?: number | null;
  /** Instead of everybody's; empty: no tax. */
  @IsOptional() @IsArray() @ArrayMaxSize(10) @ArrayUnique() @IsUUID(undefined, { each: true }) taxRateIds?:
    string[] | null;
  /** False: nobody is reminded by itself. */
  @Optional() @IsBoolean() dunning?: boolean;
}

export class BillingContact {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null: no address is known' }) email!: string | null;
}

export class BillingProfileView {
  @ApiProperty({ format: 'uuid' }) companyId!: string;
  @ApiProperty({ type: String, nullable: true }) legalName!: string | null;
  @ApiProperty({ type: String, nullable: true }) taxNumber!: string | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: BillingContact, nullable: true }) contact!: BillingContact | null;
  @ApiProperty({ enum: LANGUAGES, nullable: true }) language!: (typeof LANGUAGES)[number] | null;
  @ApiProperty({ type: Number, nullable: true }) termsDays!: number | null;
  @ApiProperty({ type: [String], nullable: true }) taxRateIds!: string[] | null;
  @ApiProperty() dunning!: boolean;
  @ApiProperty({ description: '0 where nothing was set yet' }) version!: number;
}
