import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One configured line of a channel. */
@Entity('inboxes')
export class Inbox {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') channel!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) publicKey!: string | null;
  @Column('jsonb') settings!: Record<string, unknown>;
  /** Settings marked `writeOnly`, sealed by the vault, each under its name. */
  @Column('jsonb') secrets!: Record<string, string>;
  /** How fast it sends, where somebody set that; else as its adapter says. */
  @Column('jsonb', { nullable: true }) budget!: { perSecond: number; burst: number } | null;
  /** The team that gets what comes in here. */
  @Column('uuid', { nullable: true }) teamId!: string | null;
  @Column('text') state!: 'active' | 'paused' | 'failing';
  @Column('text', { nullable: true }) problem!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
