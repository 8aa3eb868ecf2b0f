import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsInt, IsObject, IsOptional, IsUUID, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';

export class CategoryBody {
  /** By language: `{"en": "Cameras", "pt-BR": "Câmeras"}`. */
  @IsObject() names!: Record<string, string>;

  /** A line about it, by language. */
  @Optional() @IsObject() about?: Record<string, string>;

  /** The one in which it stands; that one stands in none. */
  @IsOptional() @IsUUID() parentId?: string | null;
}

export class CategoryChange {
  @IsInt() @Min(1) version!: number;
  @Optional() @IsObject() names?: Record<string, string>;
  @Optional() @IsObject() about?: Record<string, string>;
  @IsOptional() @IsUUID() parentId?: string | null;
}

export class CategoryOrder {
  /** All of them, as they are to stand. */
  @IsArray() @ArrayMaxSize(500) @ArrayUnique() @IsUUID(undefined, { each: true }) ids!: string[];
}

export class CategoryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) parentId!: string | null;
  @ApiProperty() slug!: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) names!: Record<string, string>;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) about!: Record<string, string>;
  @ApiProperty({ description: 'Articles on it, in whatever state' }) articles!: number;
  @ApiProperty() version!: number;
}

export class CategoryList {
  @ApiProperty({ type: [CategoryView] }) items!: CategoryView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
