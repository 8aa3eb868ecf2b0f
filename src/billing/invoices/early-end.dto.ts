import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { InvoiceView } from './invoice.dto.js';

export class EarlyEndCredit {
  /** The customer gets the credit notes by mail. */
  @Optional() @IsBoolean() send?: boolean;
}

export class CreditedInvoice {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() ref!: string;
}

export class ProposedCredit {
  @ApiProperty({ type: CreditedInvoice }) invoice!: CreditedInvoice;
  @ApiProperty({ example: '2026-03' }) period!: string;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'Of the invoice, with its taxes, in minor units.' }) total!: number;
  @ApiProperty({ description: 'What to credit of it, with its taxes.' }) amount!: number;
}

export class CreditProposal {
  @ApiProperty({ type: [ProposedCredit], description: 'Empty where nothing was paid ahead.' }) items!: ProposedCredit[];
}

export class CreditNotesMade {
  @ApiProperty({ type: [InvoiceView] }) items!: InvoiceView[];
}
