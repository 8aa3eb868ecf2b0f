import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.decorator.js';
import type { CustomField } from './custom-field.entity.js';
import { FIELD_TARGETS, FIELD_TYPES, type FieldTarget, type FieldType } from './custom-field.rules.js';

export class CustomFieldsQuery {
  @Optional() @IsIn(FIELD_TARGETS) target?: FieldTarget;
}

export class NewCustomField {
  @IsIn(FIELD_TARGETS) target!: FieldTarget;
  /** What programs call it; never changes. */
  @Matches(/^[a-z][a-z0-9_]{0,39}$/, {
    message: 'key must be lower case letters, digits and _, and begin with a letter',
  })
  key!: string;
  @IsString() @Length(1, 100) label!: string;
  @IsIn(FIELD_TYPES) type!: FieldType;
  /** For `select`. */
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  options?: string[];
  @Optional() @IsInt() @Min(0) @Max(10_000) position?: number;
}

export class CustomFieldChange {
  @Optional() @IsString() @Length(1, 100) label?: string;
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  options?: string[];
  @Optional() @IsInt() @Min(0) @Max(10_000) position?: number;
  @Optional() @IsInt() @Min(1) version?: number;
}

export class CustomFieldView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: FIELD_TARGETS }) target!: FieldTarget;
  @ApiProperty() key!: string;
  @ApiProperty() label!: string;
  @ApiProperty({ enum: FIELD_TYPES }) type!: FieldType;
  @ApiProperty({ type: [String] }) options!: string[];
  @ApiProperty() position!: number;
  @ApiProperty() version!: number;

  static of({ id, target, key, label, type, options, position, version }: CustomField): CustomFieldView {
    return { id, target, key, label, type, options, position, version };
  }
}

export class CustomFieldList {
  @ApiProperty({ type: [CustomFieldView] }) items!: CustomFieldView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
