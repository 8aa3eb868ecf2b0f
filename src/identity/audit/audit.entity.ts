import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One entry of the audit log. The table refuses UPDATE, DELETE and TRUNCATE. */
@Entity('audit_log')
export class AuditRow {
  @PrimaryColumn('bigint') seq!: string;
  @Column('timestamptz') at!: Date;
  @Column('text') actorKind!: string;
  @Column('uuid', { nullable: true }) actorId!: string | null;
  @Column('uuid', { nullable: true }) tokenId!: string | null;
  @Column('text') action!: string;
  @Column('text', { nullable: true }) targetKind!: string | null;
  @Column('text', { nullable: true }) targetId!: string | null;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('jsonb') data!: Record<string, unknown>;
  @Column('text') previousHash!: string;
  @Column('text') hash!: string;
}
