import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a live check found, and what was asked to find it. */
export interface LastCheck {
  at: string;
  ok: boolean;
  steps: { name: string; ok: boolean; unchecked?: true; detail: string; hint?: string; words?: object }[];
  asked: { at: string; request: string; answer: string }[];
}

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
  @Column('jsonb', { nullable: true }) lastCheck!: LastCheck | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
