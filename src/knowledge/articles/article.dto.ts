import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
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
import { IsDay } from '../../platform/http/day.decorator.js';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { ID_OR_NUMBER } from '../../platform/ids.js';
import { Type } from 'class-transformer';
import { ARTICLE_STATES, AUDIENCES, LANGUAGE, SLUG, type ArticleState, type Audience } from './article.rules.js';
import { ArticleLine } from './reading.dto.js';

const MAX_BODY = 200_000;
const LANGUAGE_SAID = { message: 'expects a language as `en`, `pt-BR` or `es`' };

/** What it is and who may read it. */
export class ArticleTraitsBody {
  @IsOptional() @IsUUID() categoryId?: string | null;

  /** `public`: everybody. `customers`: who is signed in to the portal. `packages`: customers with one of `packageIds`. `internal`: our own people. */
  @Optional() @IsIn(AUDIENCES) audience?: Audience;

  @Optional() @IsArray() @ArrayMaxSize(50) @ArrayUnique() @IsUUID(undefined, { each: true }) packageIds?: string[];

  @Optional() @IsArray() @ArrayMaxSize(20) @IsString({ each: true }) @Length(1, 50, { each: true }) tags?: string[];

  /** Its place among the others of its category, from 0. */
  @Optional() @IsInt() @Min(0) @Max(10_000) place?: number;

  /** A day on which its author is reminded to look whether it still holds. */
  @IsOptional() @IsDay() reviewBy?: string | null;
}

export class ArticleWordingBody {
  @IsString() @Length(1, 300) @Matches(/\S/, { message: 'must not be empty' }) title!: string;
  /** For lists; the first words where it is left out. */
  @Optional() @IsString() @MaxLength(500) summary?: string;
  /** HTML. What could run, or load from elsewhere, is left out. Pictures are uploaded before (`POST /attachments`) and shown as `<img src="/api/v1/knowledge/files/{id}">`. */
  @IsString() @MaxLength(MAX_BODY) body!: string;
  /** Its address; made of the title where it is left out, and kept when the title changes. */
  @Optional()
  @IsString()
  @Length(1, 100)
  @Matches(SLUG, { message: 'expects words with - between them' })
  slug?: string;
}

export class NewArticle extends ArticleTraitsBody {
  @Matches(LANGUAGE, LANGUAGE_SAID) language!: string;
  @IsString() @Length(1, 300) @Matches(/\S/, { message: 'must not be empty' }) title!: string;
  @Optional() @IsString() @MaxLength(500) summary?: string;
  @Optional() @IsString() @MaxLength(MAX_BODY) body?: string;
}

/** An answer that others may need too. */
export class ArticleFromMessage {
  /** The ticket, by its id or number. */
  @Matches(ID_OR_NUMBER) ticketId!: string;
  /** One of ours on it. */
  @IsUUID() messageId!: string;
  @Optional() @Matches(LANGUAGE, LANGUAGE_SAID) language?: string;
}

export class ArticleChange extends ArticleTraitsBody {
  @IsInt() @Min(1) version!: number;
}

export class WordingChange extends ArticleWordingBody {
  @IsInt() @Min(1) version!: number;
}

/** Of what one has seen: 409 where somebody changed it since. */
export class ArticleSeen {
  @IsInt() @Min(1) version!: number;
}

export class ArticleQuery extends PageQuery {
  @Optional() @IsIn(ARTICLE_STATES) state?: ArticleState;
  @Optional() @IsIn(AUDIENCES) audience?: Audience;
  @Optional() @IsUUID() category?: string;
  @Optional() @Matches(LANGUAGE, LANGUAGE_SAID) language?: string;
  /** A piece of a title or a tag. */
  @Optional() @IsString() @MaxLength(100) q?: string;
  /** `due`: their day has come. */
  @Optional() @IsIn(['due']) review?: 'due';
}

export class ArticlePerson {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ArticlePackage {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class WordingLine {
  @ApiProperty() language!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ description: 'Readers see it' }) live!: boolean;
  @ApiProperty({ description: 'What is written is not what readers see' }) changed!: boolean;
}

export class ArticleRow {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'In the language of the house, or any' }) title!: string;
  @ApiProperty({ enum: ARTICLE_STATES }) state!: ArticleState;
  @ApiProperty({ enum: AUDIENCES }) audience!: Audience;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) categoryId!: string | null;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: ArticlePerson, nullable: true }) author!: ArticlePerson | null;
  @ApiProperty({ type: [WordingLine] }) languages!: WordingLine[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) reviewBy!: string | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
  @ApiProperty() updatedAt!: Date;
  @ApiProperty({ description: 'Read in the last 30 days' }) viewed!: number;
  @ApiProperty() helpful!: number;
  @ApiProperty() unhelpful!: number;
}

export class ArticlePage {
  @ApiProperty({ type: [ArticleRow] }) items!: ArticleRow[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class WordingView {
  @ApiProperty() language!: string;
  @ApiProperty() slug!: string;
  @ApiProperty() title!: string;
  @ApiProperty() summary!: string;
  @ApiProperty({ description: 'HTML, as it is written' }) body!: string;
  @ApiProperty() live!: boolean;
  @ApiProperty() changed!: boolean;
  @ApiProperty({ type: Date, nullable: true }) liveAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Where readers find it' }) url!: string | null;
}

export class ArticleView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ARTICLE_STATES }) state!: ArticleState;
  @ApiProperty({ enum: AUDIENCES }) audience!: Audience;
  @ApiProperty({ type: [ArticlePackage] }) packages!: ArticlePackage[];
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) categoryId!: string | null;
  @ApiProperty({ type: [String] }) tags!: string[];
  @ApiProperty({ type: ArticlePerson, nullable: true }) author!: ArticlePerson | null;
  @ApiProperty() place!: number;
  @ApiProperty({ type: String, format: 'date', nullable: true }) reviewBy!: string | null;
  @ApiProperty({ type: Date, nullable: true }) publishedAt!: Date | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Whose answer it began as' }) ticketNumber!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Where it was imported from' }) source!: string | null;
  @ApiProperty({ type: [WordingView] }) translations!: WordingView[];
  @ApiProperty() version!: number;
  @ApiProperty() createdAt!: Date;
  @ApiProperty() updatedAt!: Date;
}

export class VersionLine {
  @ApiProperty() number!: number;
  @ApiProperty({ enum: ['written', 'restored', 'imported'] }) what!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: ArticlePerson, nullable: true }) by!: ArticlePerson | null;
  @ApiProperty() at!: Date;
}

export class VersionPage {
  @ApiProperty({ type: [VersionLine] }) items!: VersionLine[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class VersionView extends VersionLine {
  @ApiProperty() summary!: string;
  @ApiProperty({ description: 'HTML' }) body!: string;
}

export class FindArticles {
  /** Words; or leave them out and name a ticket. */
  @Optional() @IsString() @MaxLength(200) q?: string;
  /** What may answer this ticket, by its id or number: by its subject and what was said first. */
  @Optional() @Matches(ID_OR_NUMBER) ticket?: string;
  @Optional() @Matches(LANGUAGE, LANGUAGE_SAID) language?: string;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(20) limit: number = 6;
}

/** An article for an answer. */
export class AnswerArticle extends ArticleLine {
  @ApiProperty({ enum: AUDIENCES }) audience!: Audience;
  @ApiProperty({ type: String, nullable: true, description: 'What a customer can open; null: only our own people' })
  url!: string | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'The customer of the ticket may read it' })
  readable!: boolean | null;
}

export class AnswerArticleList {
  @ApiProperty({ type: [AnswerArticle] }) items!: AnswerArticle[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
  @ApiProperty({ description: 'In which was looked: of the question, the customer or the house' }) language!: string;
}
