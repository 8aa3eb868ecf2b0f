import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was answered to a write that carried an `Idempotency-Key`. Kept for a day. */
@Entity('idempotency_keys')
export class IdempotencyRow {
  /** Who asked and the key, hashed: keys of two callers never meet. */
  @PrimaryColumn('text') id!: string;
  /** Method, path and body, hashed: the same key with another request is a mistake worth telling. */
  @Column('text') fingerprint!: string;
  @Column('int', { nullable: true }) status!: number | null;
  /** The answer, sealed by the vault. */
  @Column('jsonb', { nullable: true }) body!: string | null;
  @Column('timestamptz') at!: Date;
}
