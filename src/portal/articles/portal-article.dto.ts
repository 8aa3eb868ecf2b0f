import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { LANGUAGE } from '../../knowledge/articles/article.rules.js';
import { ArticleLine, ShelfView } from '../../knowledge/articles/reading.dto.js';
import { Optional } from '../../platform/http/optional.decorator.js';

const SAID = { message: 'expects a language as `en`, `pt-BR` or `es`' };

export class PortalArticleQuery {
  /** The reader's own where it is left out. */
  @Optional() @Matches(LANGUAGE, SAID) language?: string;
  /** Words that somebody looks for. */
  @Optional() @IsString() @MaxLength(200) q?: string;
  /** One of `GET /portal/articles/shelves`. Without it and without words: those that are read most. */
  @Optional() @IsUUID() category?: string;
}

export class PortalArticleLook {
  /** The reader's own where it is left out. */
  @Optional() @Matches(LANGUAGE, SAID) language?: string;
  /** `form`: it was opened from the form in which somebody writes to us. */
  @Optional() @IsIn(['portal', 'form']) from?: 'portal' | 'form';
}

export class PortalQuestion {
  /** Subject and first words of what somebody is writing. */
  @IsString() @MinLength(1) @MaxLength(5_000) text!: string;
  @Matches(LANGUAGE, SAID) language!: string;
}

export class PortalArticleOpinion {
  @IsBoolean() helpful!: boolean;
  /** What helped, or was missing. */
  @Optional() @IsString() @MaxLength(2_000) said?: string;
  @Matches(LANGUAGE, SAID) language!: string;
}

export class PortalArticleList {
  @ApiProperty({ type: [ArticleLine] }) items!: ArticleLine[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class PortalShelfList {
  @ApiProperty({ type: [ShelfView] }) items!: ShelfView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
