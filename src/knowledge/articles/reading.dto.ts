import { ApiProperty } from '@nestjs/swagger';

/** A shelf as a reader sees it: with how many articles they may read there. */
export class ShelfView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) parentId!: string | null;
  @ApiProperty() slug!: string;
  @ApiProperty() name!: string;
  @ApiProperty() about!: string;
  @ApiProperty({ description: 'Articles on it that this reader may read' }) articles!: number;
}

export class ArticleLine {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) categoryId!: string | null;
  @ApiProperty({ description: 'In which it is shown; not always the one that was asked for' }) language!: string;
  @ApiProperty() slug!: string;
  @ApiProperty() title!: string;
  @ApiProperty() summary!: string;
}

export class ArticleAddress {
  @ApiProperty() language!: string;
  @ApiProperty() slug!: string;
}

export class ReadableArticle extends ArticleLine {
  @ApiProperty({ description: 'Clean HTML' }) body!: string;
  @ApiProperty({ type: ShelfView, nullable: true }) category!: Omit<ShelfView, 'articles'> | null;
  @ApiProperty({ description: 'It is not there in the language that was asked for' }) otherLanguage!: boolean;
  @ApiProperty({ type: [ArticleAddress], description: 'In which languages it can be read' })
  translations!: ArticleAddress[];
  @ApiProperty({ description: 'When it was published last' }) updatedAt!: Date;
}
