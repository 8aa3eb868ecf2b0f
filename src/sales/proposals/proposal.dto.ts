import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
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
  ValidateNested,
} from 'class-validator';
import { CONTRACT_KINDS, type ContractKind } from '../../contracts/contract.rules.js';
import {
  MOST_AMOUNT,
  PRICE_PERIODS,
  PRICE_UNITS,
  type PricePeriod,
  type PriceUnit,
} from '../../contracts/price.rules.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { PROPOSAL_STATES, type ProposalState } from './proposal.rules.js';
import { IsDay } from '../../platform/http/day.decorator.js';

export const PROPOSAL_LANGUAGES = ['en', 'pt-BR'] as const;

export class ProposalsQuery extends PageQuery {
  @Optional() @IsUUID() deal?: string;
  @Optional() @IsIn(PROPOSAL_STATES) state?: ProposalState;
}

export class ProposalLineBody {
  /** Left out for a price of the price book: it is called as its package. */
  @Optional() @IsString() @Length(1, 500) text?: string;
  @IsInt() @Min(1) @Max(100_000) quantity!: number;
  /** Of one, in minor units; left out, what the price book says. */
  @Optional() @IsInt() @Min(0) @Max(MOST_AMOUNT) amount?: number;
  @Optional() @IsIn(PRICE_PERIODS) period?: PricePeriod;
  @Optional() @IsIn(PRICE_UNITS) per?: PriceUnit;
  /** A price of a package. */
  @Optional() @IsUUID() priceId?: string;
}

class ProposalValues {
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ProposalLineBody)
  lines?: ProposalLineBody[];
  @Optional() @IsIn(PROPOSAL_LANGUAGES) language?: 'en' | 'pt-BR';
  /** The term; null: without one. */
  @IsOptional() @IsInt() @Min(1) @Max(240) months?: number | null;
  @Optional() @IsIn(CONTRACT_KINDS) kind?: ContractKind;
  /** When the contract is to begin; null: on the day of acceptance. */
  @IsOptional() @IsDay() startsOn?: string | null;
  /** In basis points: 250 is 2.5 %. */
  @Optional() @IsInt() @Min(0) @Max(10_000) discount?: number;
  @Optional() @IsString() @MaxLength(5_000) intro?: string;
  /** The last day on which it can be accepted. */
  @Optional() @IsDay() expiresOn?: string;
  /** Acceptance also asks dispatch for an installation. */
  @Optional() @IsBoolean() installation?: boolean;
}

export class NewProposal extends ProposalValues {
  @IsUUID() dealId!: string;
  /** To begin with what an earlier version said. */
  @Optional() @IsUUID() copyOf?: string;
}

export class ProposalChange extends ProposalValues {
  @IsInt() @Min(1) version!: number;
}

export class ProposalVersion {
  @IsInt() @Min(1) version!: number;
}

export class SendProposal extends ProposalVersion {
  /** To the deal’s contact, with the link and the PDF; an answer stands on the deal. */
  @Optional() @IsBoolean() mail?: boolean;
  /** A reminder by mail so many days before its last day; null: none; left out, three. */
  @IsOptional() @IsInt() @Min(1) @Max(30) remindDays?: number | null;
}

export class ProposalLetterView {
  @ApiProperty({ enum: ['offer', 'reminder'] }) kind!: string;
  @ApiProperty() at!: Date;
  @ApiProperty({ type: String, nullable: true, enum: ['no_line', 'no_contact', 'no_address'] })
  problem!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of its message: queued, sent, delivered, read, failed.',
  })
  state!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) ticketId!: string | null;
}

export class ProposalLineView {
  @ApiProperty() text!: string;
  @ApiProperty() quantity!: number;
  @ApiProperty({ description: 'Of one, before the discount, in minor units.' }) amount!: number;
  @ApiProperty({ enum: PRICE_PERIODS }) period!: PricePeriod;
  @ApiProperty({ enum: PRICE_UNITS }) per!: PriceUnit;
  @ApiPropertyOptional({ format: 'uuid' }) packageId?: string;
  @ApiPropertyOptional({ format: 'uuid' }) priceId?: string;
}

export class ProposalSumsView {
  @ApiProperty() month!: number;
  @ApiProperty() year!: number;
  @ApiProperty() once!: number;
  @ApiProperty({ description: 'What the discount takes off over the whole term.' }) discount!: number;
  @ApiProperty({ description: 'Over the whole term.' }) total!: number;
}

export class ProposalDeal {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
}

export class ProposalView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'P-214-2', description: 'The deal’s number and the version.' }) number!: string;
  @ApiProperty({ type: ProposalDeal }) deal!: ProposalDeal;
  @ApiProperty({ description: 'First, second, … of its deal.' }) edition!: number;
  @ApiProperty({ enum: PROPOSAL_STATES }) state!: ProposalState;
  @ApiProperty({ description: 'It was sent, and its last day is over.' }) expired!: boolean;
  @ApiProperty({ enum: PROPOSAL_LANGUAGES }) language!: 'en' | 'pt-BR';
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ type: Number, nullable: true }) months!: number | null;
  @ApiProperty({ enum: CONTRACT_KINDS }) kind!: ContractKind;
  @ApiProperty({ type: String, format: 'date', nullable: true }) startsOn!: string | null;
  @ApiProperty({ type: [ProposalLineView] }) lines!: ProposalLineView[];
  @ApiProperty() discount!: number;
  @ApiProperty({ type: ProposalSumsView }) sums!: ProposalSumsView;
  @ApiProperty() intro!: string;
  @ApiProperty({ format: 'date' }) expiresOn!: string;
  @ApiProperty() installation!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where the customer reads and accepts it, once it is sent.',
  })
  url!: string | null;
  @ApiProperty({ type: Date, nullable: true }) sentAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) openedAt!: Date | null;
  @ApiProperty({ type: [ProposalLetterView] }) letters!: ProposalLetterView[];
  @ApiProperty({ type: Number, nullable: true }) remindDays!: number | null;
  @ApiProperty({ description: 'How often the link was opened.' }) opens!: number;
  @ApiProperty({ type: Date, nullable: true }) acceptedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) acceptedName!: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) contractId!: string | null;
  @ApiProperty() version!: number;
}

export class ProposalPage {
  @ApiProperty({ type: [ProposalView] }) items!: ProposalView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
