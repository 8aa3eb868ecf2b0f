import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
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
import { CONTRACT_KINDS, type ContractKind } from '../../contracts/contract.rules.js';
import { SEGMENTS, type Segment } from '../../customers/segment.rules.js';
import { NamedView } from '../../platform/http/named.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { Nested } from '../../platform/http/nested.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { VISIT_KINDS, type VisitKind } from '../../tickets/visit.events.js';
import { ACTIVITY_KINDS, type ActivityKind } from '../activities/activity.entity.js';
import { DEAL_STATES, type DealState } from './deal.rules.js';
import { IsDay } from '../../platform/http/day.decorator.js';
import { ID_OR_NUMBER } from '../../platform/ids.js';

const CURRENCY = /^[A-Z]{3}$/;
const CURRENCY_WORDS = { message: '$property must be an ISO 4217 code such as BRL' };

export const DEAL_SORTS = ['created', 'next', 'close', 'value'] as const;
export const NEXT_STEPS = ['overdue', 'today', 'none'] as const;

/** Which deals; the same for the list and the board. */
export class DealFilter extends PageQuery {
  @Optional() @IsUUID() owner?: string;
  @Optional() @IsUUID() team?: string;
  @Optional() @IsUUID() source?: string;
  @Optional() @IsIn(SEGMENTS) segment?: Segment;
  /** Words of the title, the customer’s name, or the number. */
  @Optional() @IsString() @MaxLength(200) q?: string;
  /** Whose next step is late, is due today (by the reader’s clock), or is not planned. */
  @Optional() @IsIn(NEXT_STEPS) next?: (typeof NEXT_STEPS)[number];
}

export class DealsQuery extends DealFilter {
  @Optional() @IsUUID() pipeline?: string;
  @Optional() @IsUUID() stage?: string;
  @Optional() @IsIn(DEAL_STATES) state?: DealState;
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() contact?: string;
  /** Made from this ticket, or visited by it; by id or number. */
  @Optional() @Matches(ID_OR_NUMBER) ticket?: string;
  /** Expected to close within these days. */
  @Optional() @IsDay() closeFrom?: string;
  @Optional() @IsDay() closeTo?: string;
  @Optional() @IsIn(DEAL_SORTS) sort?: (typeof DEAL_SORTS)[number];
}

export class DuplicatesQuery {
  @Optional() @IsUUID() company?: string;
  @Optional() @IsUUID() contact?: string;
  @Optional() @IsString() @MaxLength(320) email?: string;
  @Optional() @IsString() @MaxLength(200) prospect?: string;
}

export class DealPerson {
  @IsString() @Length(1, 200) name!: string;
  @Optional() @IsEmail() @MaxLength(254) email?: string;
  @Optional() @IsString() @Length(3, 40) phone?: string;
}

class DealValues {
  @IsOptional() @IsUUID() companyId?: string | null;
  @IsOptional() @IsUUID() contactId?: string | null;
  /** What a firm is called that is no company yet; it becomes one when the deal is won. */
  @IsOptional() @IsString() @Length(1, 200) prospect?: string | null;
  /** In the smallest unit of the currency. */
  @IsOptional() @IsInt() @Min(0) @Max(900_000_000_000) valueMinor?: number | null;
  @Optional() @IsString() @Matches(CURRENCY, CURRENCY_WORDS) currency?: string;
  /** The value is what a month brings, for so many months; null: it comes once. */
  @IsOptional() @IsInt() @Min(1) @Max(240) months?: number | null;
  @IsOptional() @IsDay() expectedClose?: string | null;
  @IsOptional() @IsUUID() ownerId?: string | null;
  @IsOptional() @IsUUID() teamId?: string | null;
  @IsOptional() @IsUUID() sourceId?: string | null;
  @IsOptional() @IsIn(SEGMENTS) segment?: Segment | null;
}

export class NewDeal extends DealValues {
  /** Left out, it is called as the ticket that it comes from. */
  @Optional() @IsString() @Length(1, 200) title?: string;
  /** The first one where it is left out. */
  @Optional() @IsUUID() pipelineId?: string;
  /** The first one where it is left out. */
  @Optional() @IsUUID() stageId?: string;
  /** Somebody new, or known by that address or number. */
  @Optional() @Nested(() => DealPerson) contact?: DealPerson;
  /** The ticket that it comes from (a mail, a chat, a call), by id or number: its customer is the deal’s. */
  @Optional() @Matches(ID_OR_NUMBER) ticketId?: string;
}

export class DealChange extends DealValues {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsString() @Length(1, 200) title?: string;
}

export class MoveDeal {
  /** Of the same pipeline, or of another one. */
  @IsUUID() stageId!: string;
  @IsInt() @Min(1) version!: number;
}

export class WonContract {
  /** What was agreed; left out, the proposal that is out. */
  @Optional() @IsUUID() proposalId?: string;
  /** Sold at its prices; left out, as was offered, else what the deal is worth. */
  @IsOptional() @IsUUID() packageId?: string | null;
  @Optional() @IsIn(CONTRACT_KINDS) kind?: ContractKind;
  /** The term; null: without one. */
  @IsOptional() @IsInt() @Min(1) @Max(240) months?: number | null;
  /** The first day; left out or past, today. */
  @IsOptional() @IsDay() startsOn?: string | null;
  /** Left out, where the visits of the deal were. */
  @Optional() @IsArray() @ArrayMaxSize(200) @IsUUID(undefined, { each: true }) siteIds?: string[];
  /** Ask dispatch for a visit at each place. */
  @Optional() @IsBoolean() installation?: boolean;
}

export class DealVersion {
  @IsInt() @Min(1) version!: number;
}

export class WinDeal extends DealVersion {
  /** What it becomes. Left out, what was offered by a proposal, if one is out; null: no contract. */
  @IsOptional() @Nested(() => WonContract) contract?: WonContract | null;
}

export class LoseDeal {
  @IsInt() @Min(1) version!: number;
  @IsUUID() reasonId!: string;
  @IsOptional() @IsString() @MaxLength(2_000) note?: string | null;
}

export class DealNote {
  @IsString() @Length(1, 10_000) text!: string;
}

export class DealPlaceBody {
  @Optional() @IsString() @MaxLength(200) name?: string;
  @IsString() @Length(1, 1_000) address!: string;
}

export class DealVisit {
  /** What the technician shall find out. */
  @Optional() @IsString() @MaxLength(5_000) about?: string;
  @Optional() @IsIn(VISIT_KINDS) kind?: VisitKind;
  /** A site of the deal’s company. */
  @Optional() @IsUUID() siteId?: string;
  /** Where there is no site yet: it becomes one when the deal is won. */
  @Optional() @Nested(() => DealPlaceBody) place?: DealPlaceBody;
  /** When the customer wants it. */
  @Optional() @Type(() => Date) @IsDate() windowFrom?: Date;
  @Optional() @Type(() => Date) @IsDate() windowTo?: Date;
}

export class DealStageView extends NamedView {
  @ApiProperty() probability!: number;
}

export class NextActivityView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ACTIVITY_KINDS }) kind!: ActivityKind;
  @ApiProperty() subject!: string;
  @ApiProperty() dueAt!: Date;
  @ApiProperty() version!: number;
}

export class DealCostView {
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ description: 'In the smallest unit of the currency.' }) totalMinor!: number;
}

/** One deal of a list. */
export class DealRow {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() title!: string;
  @ApiProperty({ type: NamedView }) pipeline!: NamedView;
  @ApiProperty({ type: DealStageView }) stage!: DealStageView;
  @ApiProperty({ enum: DEAL_STATES }) state!: DealState;
  @ApiProperty({ type: NamedView, nullable: true }) company!: NamedView | null;
  @ApiProperty({ type: NamedView, nullable: true }) contact!: NamedView | null;
  @ApiProperty({ type: String, nullable: true }) prospect!: string | null;
  @ApiProperty({ type: Number, nullable: true }) valueMinor!: number | null;
  @ApiProperty({ example: 'BRL' }) currency!: string;
  @ApiProperty({ type: Number, nullable: true }) months!: number | null;
  @ApiProperty({ description: 'Over the whole term.' }) worthMinor!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expectedClose!: string | null;
  @ApiProperty({ type: NamedView, nullable: true }) owner!: NamedView | null;
  @ApiProperty({ type: NamedView, nullable: true }) team!: NamedView | null;
  @ApiProperty() stageSince!: Date;
  @ApiProperty({ description: 'It stands in its stage for longer than that stage allows.' }) rotting!: boolean;
  @ApiProperty({ type: NextActivityView, nullable: true, description: 'Null: nobody planned a next step.' })
  nextActivity!: NextActivityView | null;
  @ApiProperty({ type: [DealCostView], description: 'What its visits have cost us: people, ways and parts.' })
  costs!: DealCostView[];
  @ApiProperty({ type: Date, nullable: true }) closedAt!: Date | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
  @ApiProperty() version!: number;
}

export class DealPage {
  @ApiProperty({ type: [DealRow] }) items!: DealRow[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class DealTicketView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: number;
  @ApiProperty() subject!: string;
  @ApiProperty({ enum: ['origin', 'visit', 'answer'] }) kind!: string;
  @ApiProperty({ type: String, nullable: true }) visitKind!: string | null;
  @ApiProperty({ type: String, nullable: true }) visitState!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'What the visit cost us, in minor units.' })
  cost!: number | null;
  @ApiProperty({ type: String, nullable: true }) costCurrency!: string | null;
}

export class DealContractView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() number!: string;
}

/** A whole deal. */
export class DealView extends DealRow {
  @ApiProperty({ type: NamedView, nullable: true }) source!: NamedView | null;
  @ApiProperty({ enum: SEGMENTS, nullable: true }) segment!: Segment | null;
  @ApiProperty({ type: NamedView, nullable: true }) lostReason!: NamedView | null;
  @ApiProperty({ type: String, nullable: true }) lostNote!: string | null;
  @ApiProperty({ type: [DealTicketView] }) tickets!: DealTicketView[];
  @ApiProperty({ type: DealContractView, nullable: true, description: 'What it became.' })
  contract!: DealContractView | null;
  @ApiProperty({ type: DealContractView, nullable: true, description: 'What it is to continue.' })
  renews!: DealContractView | null;
}
