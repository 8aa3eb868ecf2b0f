import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ArticleState, Audience, Change } from './article.rules.js';

/** Something that we know and let others read. What it says is in its translations. */
@Entity('knowledge_articles')
export class Article {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) categoryId!: string | null;
  @Column('text') state!: ArticleState;
  @Column('text') audience!: Audience;
  @Column('text', { array: true }) tags!: string[];
  @Column('uuid', { nullable: true }) authorId!: string | null;
  @Column('int') place!: number;
  /** A day, on which somebody should look whether it still holds. */
  @Column('date', { nullable: true }) reviewBy!: string | null;
  /** The day for which they were told. */
  @Column('date', { nullable: true }) toldFor!: string | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  /** Whose answer it began as. */
  @Column('uuid', { nullable: true }) ticketId!: string | null;
  /** Where it was imported from: the system, its id there, and where it was read. */
  @Column('text', { nullable: true }) source!: string | null;
  @Column('text', { nullable: true }) sourceId!: string | null;
  @Column('text', { nullable: true }) sourceUrl!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

/** What it says in one language: as it is written, and as readers see it (`live…`) since it was published last. */
@Entity('knowledge_translations')
export class Translation {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') articleId!: string;
  @Column('text') language!: string;
  @Column('text') slug!: string;
  @Column('text') title!: string;
  @Column('text') summary!: string;
  /** HTML, clean since it was stored (`article-html.rules.ts`). */
  @Column('text') body!: string;
  @Column('text', { nullable: true }) liveTitle!: string | null;
  @Column('text', { nullable: true }) liveSummary!: string | null;
  @Column('text', { nullable: true }) liveBody!: string | null;
  @Column('text', { nullable: true }) liveText!: string | null;
  @Column('timestamptz', { nullable: true }) liveAt!: Date | null;
  @Column('timestamptz') updatedAt!: Date;
}

@Entity('knowledge_versions')
export class ArticleVersion {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') articleId!: string;
  @Column('text') language!: string;
  @Column('int') number!: number;
  @Column('text') what!: Change;
  @Column('text') title!: string;
  @Column('text') summary!: string;
  @Column('text') body!: string;
  @Column('uuid', { nullable: true }) userId!: string | null;
  @Column('timestamptz') at!: Date;
}
