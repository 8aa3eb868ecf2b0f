import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A text that is written often. */
@Entity('canned_replies')
export class CannedReply {
  @PrimaryColumn('uuid') id!: string;
  /** What is typed after `/`. */
  @Column('text') shortcut!: string;
  @Column('text') title!: string;
  @Column('text') text!: string;
  /** Only for this team; null for everybody. */
  @Column('uuid', { nullable: true }) teamId!: string | null;
  /** Who keeps it for themselves; null where it is shared. */
  @Column('uuid', { nullable: true }) ownerId!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
}
