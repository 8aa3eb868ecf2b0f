import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PostState, TargetState } from './post.rules.js';

/** Something that is said to everybody. On which lines, and what became of it there, is in `PostTarget`. */
@Entity('posts')
export class Post {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) link!: string | null;
  /** The attachment that holds it. */
  @Column('uuid', { nullable: true }) pictureId!: string | null;
  @Column('text') state!: PostState;
  /** Null: as soon as it is approved. */
  @Column('timestamptz', { nullable: true }) plannedAt!: Date | null;
  /** In which the time was chosen, to show it so again. */
  @Column('text', { nullable: true }) zone!: string | null;
  /** Why it did not go out at its time. */
  @Column('text', { nullable: true }) problem!: string | null;
  @Column('uuid', { nullable: true }) authorId!: string | null;
  @Column('timestamptz', { nullable: true }) askedAt!: Date | null;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid', { nullable: true }) refusedBy!: string | null;
  /** Why it was refused, for its author. */
  @Column('text', { nullable: true }) refusal!: string | null;
  @Column('timestamptz', { nullable: true }) startedAt!: Date | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}

@Entity('post_targets')
export class PostTarget {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') postId!: string;
  @Column('uuid') inboxId!: string;
  @Column('text') state!: TargetState;
  /** What its provider calls it. */
  @Column('text', { nullable: true }) externalId!: string | null;
  /** Where everybody reads it. */
  @Column('text', { nullable: true }) url!: string | null;
  @Column('text', { nullable: true }) error!: string | null;
  @Column('int') attempts!: number;
  @Column('int') asked!: number;
  @Column('timestamptz', { nullable: true }) nextAt!: Date | null;
  /** When the latest attempt began. */
  @Column('timestamptz', { nullable: true }) triedAt!: Date | null;
  /** The mark of the process in whose hands it is, or last was. */
  @Column('int', { nullable: true }) publishingBy!: number | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
}
