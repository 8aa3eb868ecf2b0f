import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { Optional } from '../../platform/http/optional.decorator.js';
import { PageQuery } from '../../platform/http/paging.js';
import { IsInt, Max, Min } from 'class-validator';
import { Type } from 'class-transformer';

export class FeedbackQuery extends PageQuery {
  @Optional() @IsUUID() article?: string;
  @Optional() @IsIn(['new', 'done']) state?: 'new' | 'done';
}

export class FeedbackState {
  /** `done`: somebody has seen to it. */
  @IsIn(['new', 'done']) state!: 'new' | 'done';
}

export class FiguresQuery {
  /** How far back. */
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(365) days: number = 30;
}

export class NamedArticle {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
}

export class FeedbackContact {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ArticleFeedbackView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: NamedArticle }) article!: NamedArticle;
  @ApiProperty() language!: string;
  @ApiProperty() helpful!: boolean;
  @ApiProperty() said!: string;
  @ApiProperty({ enum: ['new', 'done'] }) state!: 'new' | 'done';
  @ApiProperty({ type: FeedbackContact, nullable: true, description: 'Who was signed in to the portal' })
  contact!: FeedbackContact | null;
  @ApiProperty() at!: Date;
}

export class ArticleFeedbackPage {
  @ApiProperty({ type: [ArticleFeedbackView] }) items!: ArticleFeedbackView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class ArticleFigures extends NamedArticle {
  @ApiProperty() viewed!: number;
  @ApiProperty({ description: 'How often somebody who was writing to us said that it was enough' }) solved!: number;
  @ApiProperty({ description: 'How often our people put it into an answer' }) inserted!: number;
  @ApiProperty({ description: 'How many said yes' }) helpful!: number;
  @ApiProperty({ description: 'How many said no' }) unhelpful!: number;
}

export class SearchFigures {
  @ApiProperty() language!: string;
  @ApiProperty() query!: string;
  @ApiProperty() times!: number;
  @ApiProperty() lastAt!: Date;
}

export class KnowledgeFigures {
  @ApiProperty() viewed!: number;
  @ApiProperty({ description: 'Articles that were offered while somebody wrote to us' }) suggested!: number;
  @ApiProperty({ description: 'Opened from such an offer' }) opened!: number;
  @ApiProperty({ description: 'Was enough: nothing was sent' }) solved!: number;
  @ApiProperty({ description: 'Put into answers by our people' }) inserted!: number;
  @ApiProperty() helpful!: number;
  @ApiProperty() unhelpful!: number;
  @ApiProperty({ description: 'Words that somebody had to say and nobody has seen to' }) waiting!: number;
  @ApiProperty({ type: [ArticleFigures], description: 'The most read first' }) articles!: ArticleFigures[];
  @ApiProperty({ type: [SearchFigures], description: 'What people looked for and did not find' })
  missed!: SearchFigures[];
}
