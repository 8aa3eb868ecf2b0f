import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether an article helped somebody, and what they said about it. */
@Entity('knowledge_feedback')
export class ArticleFeedback {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') articleId!: string;
  @Column('text') language!: string;
  /** A mark made with a secret: the same for the same reader, and nobody's name. */
  @Column('text') reader!: string;
  /** The customer who was signed in. */
  @Column('uuid', { nullable: true }) accountId!: string | null;
  @Column('boolean') helpful!: boolean;
  @Column('text') said!: string;
  @Column('text') state!: 'new' | 'done';
  @Column('uuid', { nullable: true }) doneBy!: string | null;
  @Column('timestamptz') at!: Date;
}
