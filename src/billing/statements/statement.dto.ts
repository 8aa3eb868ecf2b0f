import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { InvoiceCompany, InvoiceView } from '../invoices/invoice.dto.js';
import { PaymentView } from '../payments/payment.dto.js';
import { IsDay } from '../../platform/http/day.decorator.js';

export class StatementQuery {
  /** A year before `to` where it is left out. */
  @Optional() @IsDay() from?: string;
  /** Today where it is left out. */
  @Optional() @IsDay() to?: string;
}

export class StatementEntry {
  @ApiProperty({ format: 'date' }) on!: string;
  @ApiProperty({ enum: ['invoice', 'credit-note', 'payment'] }) kind!: 'invoice' | 'credit-note' | 'payment';
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Number of the document, or what the payer wrote' })
  ref!: string | null;
  @ApiProperty({ description: 'What is owed by it: less than nothing for payments and credit notes' }) amount!: number;
  @ApiProperty({ description: 'What is owed after it' }) balance!: number;
}

export class StatementPart {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'What was owed before' }) opening!: number;
  @ApiProperty({ type: [StatementEntry], description: 'Oldest first' }) entries!: StatementEntry[];
  @ApiProperty({ description: 'What is owed at the end' }) closing!: number;
}

export class StatementView {
  @ApiProperty({ type: InvoiceCompany }) company!: InvoiceCompany;
  @ApiProperty({ format: 'date' }) from!: string;
  @ApiProperty({ format: 'date' }) to!: string;
  @ApiProperty({ type: [StatementPart], description: 'One for each currency' }) items!: StatementPart[];
}

export class ExportQuery extends StatementQuery {
  @Optional() @IsIn(['csv', 'json']) format?: 'csv' | 'json';
}

export class InvoiceExport {
  @ApiProperty({ type: [InvoiceView] }) invoices!: InvoiceView[];
  @ApiProperty({ type: [PaymentView] }) payments!: PaymentView[];
}
