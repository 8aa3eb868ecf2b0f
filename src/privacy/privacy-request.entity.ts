import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Law } from './deadline.rules.js';

export const REQUEST_KINDS = ['export', 'erasure', 'restriction', 'correction', 'information'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const REQUEST_STATES = ['open', 'working', 'ready', 'done', 'refused', 'failed'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];
export type CameBy = 'staff' | 'portal' | 'retention' | 'restore';

export interface Progress {
  /** The names of the steps that are done: a killed erasure goes on behind them. */
  done?: string[];
  total?: number;
  /** How many rows were found, by kind. Numbers, and no ids. */
  found?: Record<string, number>;
  problem?: string;
}

/** What somebody asked about their data, and what became of it. */
@Entity('privacy_requests')
export class PrivacyRequest {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') contactId!: string;
  @Column('text') kind!: RequestKind;
  @Column('text') law!: Law;
  @Column('text') state!: RequestState;
  @Column('text') cameBy!: CameBy;
  @Column('text', { nullable: true }) verifiedBy!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('timestamptz') receivedAt!: Date;
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('uuid', { nullable: true }) madeBy!: string | null;
  @Column('uuid', { nullable: true }) confirmedBy!: string | null;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('jsonb') progress!: Progress;
  /** Sealed: what the person is known by, until they are not. */
  @Column('text', { nullable: true }) knownBy!: string | null;
  /** A law keeps something of it until then. */
  @Column('timestamptz', { nullable: true }) keptUntil!: Date | null;
  @Column('text', { nullable: true }) fileKey!: string | null;
  @Column('bigint', { nullable: true }) fileSize!: string | null;
  @Column('timestamptz', { nullable: true }) fileExpiresAt!: Date | null;
  @Column('timestamptz', { nullable: true }) fileFetchedAt!: Date | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
