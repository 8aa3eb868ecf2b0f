import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { MOST_AMOUNT } from '../../contracts/price.rules.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { Nested } from '../../platform/http/nested.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { InvoiceCompany, InvoiceRef } from '../invoices/invoice.dto.js';
import { IsDay } from '../../platform/http/day.decorator.js';

export class NewPayment {
  /** In minor units of the invoice's currency. */
  @IsInt() @Min(1) @Max(MOST_AMOUNT) amount!: number;
  @IsDay() paidOn!: string;
  @IsOptional() @IsString() @MaxLength(120) reference?: string | null;
  @IsOptional() @IsString() @MaxLength(500) note?: string | null;
}

export class PaymentReversal {
  @IsString() @Length(1, 300) reason!: string;
}

export class PaymentMatch {
  @IsUUID() invoiceId!: string;
}

export class PaymentsQuery extends PageQuery {
  @Optional() @IsUUID() company?: string;
  /** Those that belong to no invoice yet. */
  @Optional() @IsIn(['true', 'false']) unmatched?: 'true' | 'false';
}

export class PaymentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: InvoiceRef, nullable: true }) invoice!: InvoiceRef | null;
  @ApiProperty({ type: InvoiceCompany, nullable: true }) company!: InvoiceCompany | null;
  @ApiProperty() amount!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ format: 'date' }) paidOn!: string;
  @ApiProperty({ enum: ['hand', 'bank', 'provider'] }) method!: string;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty() by!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ type: Date, nullable: true }) reversedAt!: Date | null;
}

export class PaymentPage {
  @ApiProperty({ type: [PaymentView] }) items!: PaymentView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Which column holds what, by its name in the first row. */
export class BankColumns {
  @Optional() @IsString() @Length(1, 80) date?: string;
  @Optional() @IsString() @Length(1, 80) amount?: string;
  @Optional() @IsString() @Length(1, 80) reference?: string;
}

export class BankImport {
  /** The bank's file: a first row with the columns' names, then a row for each movement. */
  @IsString() @Length(1, 900_000) content!: string;
  /** Of all rows. */
  @IsString() @Matches(/^[A-Z]{3}$/, { message: 'currency is a code such as BRL' }) currency!: string;
  /** Found by usual names where it is left out. */
  @Optional() @Nested(() => BankColumns) columns?: BankColumns;
  /** False, as it is where it is left out: only says what would happen. */
  @Optional() @IsBoolean() apply?: boolean;
}

export const BANK_OUTCOMES = ['matched', 'known', 'ignored', 'unmatched', 'ambiguous', 'bad'] as const;
export type BankOutcome = (typeof BANK_OUTCOMES)[number];

export class BankRow {
  @ApiProperty({ description: 'In the file; the first row is 1' }) line!: number;
  @ApiProperty({ enum: BANK_OUTCOMES }) outcome!: BankOutcome;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) paidOn!: string | null;
  @ApiProperty({ type: Number, nullable: true }) amount!: number | null;
  @ApiProperty() reference!: string;
  @ApiProperty({ type: InvoiceRef, nullable: true }) invoice!: InvoiceRef | null;
  @ApiProperty({ type: String, nullable: true, description: 'What is wrong with it' }) problem!: string | null;
}

export class BankResult {
  @ApiProperty({ description: 'False: nothing was recorded' }) applied!: boolean;
  @ApiProperty() matched!: number;
  @ApiProperty({ description: 'Of those matched, in minor units' }) total!: number;
  @ApiProperty({ type: [BankRow] }) rows!: BankRow[];
}

export class NewPaymentConnection {
  @IsIn(['signed']) provider!: 'signed';
  @IsString() @Length(1, 80) name!: string;
}

export class PaymentConnectionChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsString() @Length(1, 80) name?: string;
  @Optional() @IsBoolean() active?: boolean;
}

export class PaymentConnectionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['signed'] }) provider!: string;
  @ApiProperty() name!: string;
  @ApiProperty() active!: boolean;
  @ApiProperty({ description: 'Where the provider calls' }) url!: string;
  @ApiPropertyOptional({ description: 'Only when it was made: it is not shown again' }) secret?: string;
  @ApiProperty() version!: number;
}

export class PaymentConnectionList {
  @ApiProperty({ type: [PaymentConnectionView] }) items!: PaymentConnectionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: null;
}
