import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
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
import { MOST_AMOUNT } from '../../contracts/price.rules.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import {
  INVOICE_KINDS,
  INVOICE_STATES,
  LINE_KINDS,
  type InvoiceKind,
  type InvoiceState,
  type LineKind,
} from './invoice.rules.js';
import { IsDay } from '../../platform/http/day.decorator.js';

const LANGUAGES = ['en', 'pt-BR'] as const;

export class InvoiceFilter extends PageQuery {
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() contract?: string;
  @Optional() @IsIn(INVOICE_STATES) state?: InvoiceState;
  @Optional() @IsIn(INVOICE_KINDS) kind?: InvoiceKind;
  /** Issued on or after. */
  @Optional() @IsDay() from?: string;
  @Optional() @IsDay() to?: string;
  /** Its number, or the beginning of it, or the company's name. */
  @Optional() @IsString() @MaxLength(80) q?: string;
}

export class SummaryQuery {
  @Optional() @IsUUID() company?: string;
}

export class InvoiceLineBody {
  @IsString() @Length(1, 300) text!: string;
  @Optional() @IsInt() @Min(1) @Max(100_000) quantity?: number;
  /** Of one, in minor units. */
  @IsInt() @Min(0) @Max(MOST_AMOUNT) unitAmount!: number;
}

class InvoiceValues {
  @Optional() @IsInt() @Min(0) @Max(365) termsDays?: number;
  /** The company's, or everybody's, where it is left out; empty: no tax. */
  @Optional() @IsArray() @ArrayMaxSize(10) @ArrayUnique() @IsUUID(undefined, { each: true }) taxRateIds?: string[];
  @Optional() @IsIn(LANGUAGES) language?: (typeof LANGUAGES)[number];
  @IsOptional() @IsString() @MaxLength(120) reference?: string | null;
  @IsOptional() @IsString() @MaxLength(2_000) notes?: string | null;
}

export class NewInvoice extends InvoiceValues {
  @IsUUID() companyId!: string;
  @IsISO4217CurrencyCode() currency!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => InvoiceLineBody)
  lines!: InvoiceLineBody[];
}

export class InvoiceChange extends InvoiceValues {
  @Optional() @IsInt() @Min(1) version?: number;

  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => InvoiceLineBody)
  lines?: InvoiceLineBody[];
}

export class InvoiceIssue {
  /** The customer gets it by mail. */
  @Optional() @IsBoolean() send?: boolean;
}

export class NewCreditNote {
  /** With its taxes, in minor units; all that is not credited yet where it is left out. */
  @Optional() @IsInt() @Min(1) @Max(MOST_AMOUNT) amount?: number;
  @IsString() @Length(1, 300) reason!: string;
  @Optional() @IsBoolean() send?: boolean;
}

export class InvoiceCompany {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class InvoiceContract {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'C-1001' }) number!: string;
}

export class InvoiceRef {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, example: 'F-00042' }) ref!: string | null;
}

export class InvoiceRow {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: INVOICE_KINDS }) kind!: InvoiceKind;
  @ApiProperty({ type: String, nullable: true, example: 'F-00042', description: 'Null while it is a draft' })
  ref!: string | null;
  @ApiProperty({ type: InvoiceCompany }) company!: InvoiceCompany;
  @ApiProperty({ type: InvoiceContract, nullable: true }) contract!: InvoiceContract | null;
  @ApiProperty({ type: String, nullable: true, example: '2026-03' }) period!: string | null;
  @ApiProperty({ enum: INVOICE_STATES }) state!: InvoiceState;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'In minor units, with taxes' }) total!: number;
  @ApiProperty() paid!: number;
  @ApiProperty() credited!: number;
  @ApiProperty({ description: 'What is left to pay' }) open!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn!: string | null;
  @ApiProperty({ type: Date, nullable: true }) sentAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it could not be sent' })
  sendProblem!: string | null;
  @ApiProperty() version!: number;
}

export class InvoicePage {
  @ApiProperty({ type: [InvoiceRow] }) items!: InvoiceRow[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class InvoiceLineView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: LINE_KINDS }) kind!: LineKind;
  @ApiProperty() text!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty() unitAmount!: number;
  @ApiProperty({ description: 'What it costs; less than quantity times price where only some days are paid' })
  amount!: number;
  @ApiProperty({ description: 'Its share of all taxes' }) tax!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
}

export class InvoiceTax {
  @ApiProperty() name!: string;
  @ApiProperty() rateBp!: number;
  @ApiProperty() included!: boolean;
  @ApiProperty() base!: number;
  @ApiProperty() amount!: number;
}

export class InvoiceBillTo {
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) taxNumber!: string | null;
  @ApiProperty({ type: String, nullable: true }) address!: string | null;
  @ApiProperty({ type: String, nullable: true }) contactName!: string | null;
}

export class InvoicePayment {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() amount!: number;
  @ApiProperty({ format: 'date' }) paidOn!: string;
  @ApiProperty({ enum: ['hand', 'bank', 'provider'] }) method!: string;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty() by!: string;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ type: Date, nullable: true }) reversedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) reversedWhy!: string | null;
}

export class InvoiceLetter {
  @ApiProperty({ type: Number, nullable: true, description: 'Of a reminder: days after it was due' })
  daysAfter!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Where the mail and its answers stand' })
  ticket!: number | null;
  @ApiProperty({ type: String, nullable: true }) problem!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: Date;
}

export class InvoiceView extends InvoiceRow {
  @ApiProperty() net!: number;
  @ApiProperty({ type: [InvoiceTax] }) taxes!: InvoiceTax[];
  @ApiProperty({ type: [InvoiceLineView] }) lines!: InvoiceLineView[];
  @ApiProperty({ type: [InvoicePayment] }) payments!: InvoicePayment[];
  @ApiProperty({ type: [InvoiceRef], description: 'Credit notes against it' }) creditNotes!: InvoiceRef[];
  @ApiProperty({ type: InvoiceRef, nullable: true, description: 'What it credits' })
  credits!: InvoiceRef | null;
  @ApiProperty({ type: [InvoiceLetter], description: 'Mails to the customer, oldest first' }) letters!: InvoiceLetter[];
  @ApiProperty({ type: InvoiceBillTo, nullable: true }) billTo!: InvoiceBillTo | null;
  @ApiProperty() termsDays!: number;
  @ApiProperty({ type: [String] }) taxRateIds!: string[];
  @ApiProperty({ enum: LANGUAGES }) language!: (typeof LANGUAGES)[number];
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: String, nullable: true }) notes!: string | null;
}

export class InvoiceSums {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'Issued and not paid' }) open!: number;
  @ApiProperty() openCount!: number;
  @ApiProperty({ description: 'Of that, past its day' }) overdue!: number;
  @ApiProperty() overdueCount!: number;
  @ApiProperty({ description: 'Paid in this month' }) paidThisMonth!: number;
  @ApiProperty({ description: 'Drafts that nobody issued yet' }) drafts!: number;
  @ApiProperty({ description: 'What is owed: open, less what was paid or credited too much' }) balance!: number;
}

export class InvoiceSummary {
  @ApiProperty({ type: [InvoiceSums] }) items!: InvoiceSums[];
}
