import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  MaxLength,
  Min,
} from 'class-validator';
import { Nested } from '../platform/http/nested.decorator.js';
import { Optional } from '../platform/http/optional.decorator.js';
import { PageQuery } from '../platform/http/paging.js';
import { STATES, type State } from './import.types.rules.js';
import { DUPLICATES, type Duplicates } from './kinds/handler.js';
import { KINDS, type Kind } from './kinds/kinds.rules.js';
import { SOURCES, type SourceKey } from './sources/source.js';

export const PLANS = ['create', 'update', 'skip', 'refuse'] as const;

export class NewImport {
  @IsIn(SOURCES) source!: SourceKey;
  /** What the rows of a table are; left out for the export of another desk. */
  @Optional() @IsIn(KINDS) kind?: Kind;
}

export class ImportOptionsChange {
  /** What becomes of a row that is known: left as it is, changed, or made a second time. */
  @Optional() @IsIn(DUPLICATES) duplicates?: Duplicates;
  /** Of phone numbers without a country code (ISO 3166). */
  @Optional() @IsString() @Matches(/^[A-Z]{2}$/, { message: 'country is a code such as BR' }) country?: string;
  @Optional() @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @Length(1, 50, { each: true }) tags?: string[];
  /** Whether companies that are named and not known are made. */
  @Optional() @IsBoolean() makeCompanies?: boolean;
  /** Where several accounts of one desk are read in: what this one is called. */
  @Optional() @IsString() @MaxLength(60) account?: string;
  /** Whether tickets that are open there stay open here. */
  @Optional() @IsIn(['keep', 'close']) openTickets?: 'keep' | 'close';
}

export class ImportChange {
  @Optional() @IsInt() @Min(1) version?: number;
  @Optional() @IsIn(KINDS) kind?: Kind;
  /** By the number of the column, from 0: the field, or `field:<key>` for one of the house’s own. */
  @Optional() @IsObject() mapping?: Record<string, string>;
  @Optional() @Nested(() => ImportOptionsChange) options?: ImportOptionsChange;
}

export class ImportRowsQuery extends PageQuery {
  @Optional() @IsIn(PLANS) plan?: (typeof PLANS)[number];
  @Optional() @IsIn(KINDS) kind?: Kind;
}

export class ImportShape {
  @ApiPropertyOptional() encoding?: string;
  @ApiPropertyOptional() separator?: string;
  @ApiPropertyOptional({ type: [String] }) columns?: string[];
  @ApiPropertyOptional({ type: 'array', items: { type: 'array', items: { type: 'string' } } }) samples?: string[][];
}

export class ImportOptions {
  @ApiProperty({ enum: DUPLICATES }) duplicates!: Duplicates;
  @ApiProperty() country!: string;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty() makeCompanies!: boolean;
  @ApiProperty() account!: string;
  @ApiProperty({ enum: ['keep', 'close'] }) openTickets!: 'keep' | 'close';
}

export class ImportView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: SOURCES }) source!: SourceKey;
  @ApiProperty({ enum: KINDS, nullable: true, type: String }) kind!: Kind | null;
  @ApiProperty({ enum: STATES }) state!: State;
  @ApiProperty() fileName!: string;
  @ApiProperty({ description: 'Bytes' }) fileSize!: number;
  @ApiProperty({ type: ImportShape }) shape!: ImportShape;
  @ApiProperty({ type: Object }) mapping!: Record<string, string>;
  @ApiProperty({ type: ImportOptions }) options!: ImportOptions;
  @ApiProperty({
    type: Object,
    description:
      'By kind: rows that would be `create`d, `update`d, `skip`ped, `refuse`d; and after the run `created`, `updated`, `skipped`, `refused`; after taking back `removed`, `restored`, `kept`. Of `files` (attachments): `found` in the archive, `missing`, `unclaimed`',
  })
  counts!: Record<string, Record<string, number>>;
  @ApiProperty({ description: 'Bytes of the file that were read so far, in a dry run' }) readBytes!: number;
  @ApiProperty({ description: 'Rows in all, as far as they are known' }) total!: number;
  @ApiProperty({ description: 'Rows that are done' }) done!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Why the file cannot be read' }) problem!: string | null;
  @ApiProperty({ type: Number, nullable: true }) problemLine!: number | null;
  @ApiProperty({ description: 'Who gave the file' }) by!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ format: 'date-time' }) updatedAt!: Date;
  @ApiProperty({ format: 'date-time', nullable: true, type: Date }) startedAt!: Date | null;
  @ApiProperty({ format: 'date-time', nullable: true, type: Date }) endedAt!: Date | null;
  @ApiProperty() version!: number;
}

export class ImportPage {
  @ApiProperty({ type: [ImportView] }) items!: ImportView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class RowErrorView {
  @ApiProperty({ description: 'The field; empty where the whole row is meant' }) field!: string;
  @ApiProperty({ description: 'A code, such as `missing` or `not_email`' }) reason!: string;
  @ApiPropertyOptional() value?: string;
}

export class ImportRowView {
  @ApiProperty({ description: 'In the file, from 1; in an export the number of its kind' }) line!: number;
  @ApiProperty({ enum: KINDS }) kind!: Kind;
  @ApiProperty({ enum: PLANS }) plan!: (typeof PLANS)[number];
  @ApiProperty({ type: Object, description: 'As it would be, by field' }) values!: Record<string, unknown>;
  @ApiProperty({ type: [RowErrorView] }) errors!: RowErrorView[];
  @ApiProperty({ type: String, nullable: true, format: 'uuid', description: 'Who or what is known as it' }) knownId!:
    string | null;
}

export class ImportRowPage {
  @ApiProperty({ type: [ImportRowView] }) items!: ImportRowView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class KeptView {
  @ApiProperty({ enum: ['contact', 'company', 'site', 'contract', 'equipment', 'deal', 'ticket', 'article'] })
  target!: string;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true }) name!: string | null;
  @ApiProperty({ description: '`changed`, or the table in which something points at it' }) why!: string;
}

export class KeptPage {
  @ApiProperty({ type: [KeptView] }) items!: KeptView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ImportFieldView {
  @ApiProperty() key!: string;
  @ApiProperty() needed!: boolean;
  @ApiPropertyOptional({ type: String, description: 'Of one of the house’s own fields' }) label?: string;
  @ApiPropertyOptional({ type: [String] }) choices?: string[];
}

export class ImportKindView {
  @ApiProperty({ enum: KINDS }) key!: Kind;
  @ApiProperty({ type: [ImportFieldView] }) fields!: ImportFieldView[];
  @ApiProperty({ type: [String], description: 'By which fields a row is known again' }) knownBy!: readonly string[];
  @ApiProperty({ description: 'Whether rows that are known can be changed' }) updates!: boolean;
}

export class ImportKinds {
  @ApiProperty({ type: [ImportKindView] }) items!: ImportKindView[];
  @ApiProperty({ enum: SOURCES, isArray: true }) sources!: SourceKey[];
}
