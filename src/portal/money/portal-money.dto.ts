import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { PortalNamedView } from '../profile/profile.dto.js';

export class PortalInvoicesQuery extends PageQuery {
  /** What is still to be paid. */
  @Optional() @IsIn(['open']) state?: 'open';
}

/** Amounts are whole minor units of the currency. */
export class PortalInvoiceView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['invoice', 'credit_note'] }) kind!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Its number' }) ref!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Number of the contract' }) contract!: string | null;
  @ApiProperty({ enum: ['issued', 'partly_paid', 'paid', 'overdue', 'void'] }) state!: string;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty() total!: number;
  @ApiProperty({ description: 'Left to pay' }) open!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn!: string | null;
}

export class PortalInvoicePage {
  @ApiProperty({ type: [PortalInvoiceView] }) items!: PortalInvoiceView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalBalanceView {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'Issued and not paid' }) open!: number;
  @ApiProperty({ description: 'Of that, past its day' }) overdue!: number;
  @ApiProperty({ description: 'What is owed: open, less what was paid or credited too much' }) balance!: number;
}

export class PortalBalanceList {
  @ApiProperty({ type: [PortalBalanceView] }) items!: PortalBalanceView[];
}

export class PortalSignatureView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['customer', 'house'] }) side!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'date' }) signedOn!: string;
  @ApiProperty({ description: 'Whether what was signed can be opened' }) document!: boolean;
}

export class PortalContractView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
  @ApiProperty({ enum: ['rental', 'service'] }) kind!: string;
  @ApiProperty() state!: string;
  @ApiProperty({ type: String, nullable: true }) package!: string | null;
  @ApiProperty({ type: String, format: 'date' }) startsOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn!: string | null;
  @ApiProperty({ type: [PortalNamedView], description: 'Empty: all places' }) sites!: PortalNamedView[];
  @ApiProperty({ type: [PortalSignatureView], description: 'Who signed it' }) signatures!: PortalSignatureView[];
}

export class PortalContractPage {
  @ApiProperty({ type: [PortalContractView] }) items!: PortalContractView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
