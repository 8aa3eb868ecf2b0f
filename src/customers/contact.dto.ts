import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsLocale,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { IDENTITY_KINDS, type IdentityKind } from './identity.rules.js';

export const CONTACT_SORTS = ['created', 'name'] as const;

export class ContactsQuery extends PageQuery {
  /** Looks in names, addresses, numbers and names of companies. */
  @Optional() @IsString() @MaxLength(200) q?: string;
  @Optional() @IsUUID() company?: string;
  @Optional() @IsString() @MaxLength(50) tag?: string;
  @Optional() @IsIn(CONTACT_SORTS) sort?: (typeof CONTACT_SORTS)[number];
}

/** Kinds that a person can type in; the others are given by channels. */
const TYPED_KINDS = IDENTITY_KINDS.filter((kind) => kind === 'email' || kind === 'phone');

export class NewIdentity {
  @IsIn(TYPED_KINDS) kind!: 'email' | 'phone';
  @IsString() @Length(1, 320) value!: string;
}

export class NewContact {
  @IsString() @Length(1, 200) name!: string;
  @IsOptional() @IsString() @MaxLength(200) title?: string | null;
  @IsOptional() @IsLocale() language?: string | null;
  @IsOptional() @IsUUID() companyId?: string | null;
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 50, { each: true }) tags?: string[];
  /** Custom fields by key; null takes one away. */
  @Optional() @IsObject() fields?: Record<string, unknown>;
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => NewIdentity)
  identities?: NewIdentity[];
}

export class ContactChange {
  @Optional() @IsString() @Length(1, 200) name?: string;
  @IsOptional() @IsString() @MaxLength(200) title?: string | null;
  @IsOptional() @IsLocale() language?: string | null;
  @IsOptional() @IsUUID() companyId?: string | null;
  @IsOptional() @IsString() @MaxLength(20_000) notes?: string | null;
  @Optional() @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 50, { each: true }) tags?: string[];
  @Optional() @IsObject() fields?: Record<string, unknown>;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class MergeRequest {
  /** The contact that becomes part of this one. */
  @IsUUID() otherId!: string;
}

export class UnmergeRequest {
  /** Which merge; the last one where it is not said. */
  @Optional() @IsUUID() mergeId?: string;
}

export class CompanyBrief {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class IdentityView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: IDENTITY_KINDS }) kind!: IdentityKind;
  @ApiPropertyOptional({
    description: 'The channel on which it was first seen, or `form`; none: our people typed it in',
  })
  channel?: string;
  @ApiProperty({ description: 'Canonical: what is compared' }) value!: string;
  @ApiProperty({ description: 'As it was given' }) display!: string;
  @ApiProperty({ description: 'The channel proved that it is theirs' }) verified!: boolean;
  @ApiProperty({ description: 'What is sent there does not arrive' }) undeliverable!: boolean;
}

/** A contact as it stands in lists and beside tickets. */
export class ContactCard {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiPropertyOptional({ type: CompanyBrief }) company?: CompanyBrief;
  @ApiProperty({ type: [IdentityView] }) identities!: IdentityView[];
}

export class MergeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Who became part of this contact' }) name!: string;
  @ApiProperty({ description: 'Who merged them' }) by!: string;
  @ApiProperty() at!: Date;
}

export class ContactView extends ContactCard {
  @ApiPropertyOptional() title?: string;
  @ApiPropertyOptional() language?: string;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiPropertyOptional() notes?: string;
  @ApiProperty({ type: Object }) fields!: Record<string, unknown>;
  @ApiProperty({ description: 'Nothing is done with what is known of them by itself' }) restricted!: boolean;
  @ApiProperty({ description: 'Of a special category: whoever looks is written down' }) special!: boolean;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() version!: number;
  @ApiProperty({ type: [MergeView], description: 'Merges that can be undone, the last one first' })
  merges!: MergeView[];
}

export class ContactPage {
  @ApiProperty({ type: [ContactView] }) items!: ContactView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class MergedView {
  @ApiProperty({ format: 'uuid' }) mergeId!: string;
  @ApiProperty({ type: ContactView }) contact!: ContactView;
}

export class UnmergedView extends MergedView {
  @ApiProperty({ type: ContactView, description: 'Who is a contact of its own again' }) other!: ContactView;
}

export class DuplicateReason {
  @ApiProperty({ enum: ['same-address-name', 'same-number', 'same-name-company'] }) code!: string;
  @ApiProperty({ description: 'What is the same' }) value!: string;
}

export class DuplicateView {
  @ApiProperty({ type: ContactCard }) contact!: ContactCard;
  @ApiProperty({ type: [DuplicateReason] }) reasons!: DuplicateReason[];
}

export class DuplicateList {
  @ApiProperty({ type: [DuplicateView] }) items!: DuplicateView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
