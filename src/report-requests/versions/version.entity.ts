import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VersionState } from '../report.rules.js';

/** What was delivered. Published, it stays as it is; another one follows it. */
@Entity('report_versions')
export class ReportVersion {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') requestId!: string;
  @Column('int') number!: number;
  @Column('text') summary!: string;
  @Column('text') state!: VersionState;
  @Column('uuid') authorId!: string;
  @Column('uuid', { nullable: true }) reviewedBy!: string | null;
  @Column('timestamptz', { nullable: true }) reviewedAt!: Date | null;
  @Column('text', { nullable: true }) reviewNote!: string | null;
  @Column('uuid', { nullable: true }) publishedBy!: string | null;
  @Column('timestamptz', { nullable: true }) publishedAt!: Date | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
