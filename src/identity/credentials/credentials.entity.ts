import { Column, Entity, PrimaryColumn } from 'typeorm';

/** By what a person proves who they are. Never part of an answer. */
@Entity('credentials')
export class Credentials {
  @PrimaryColumn('uuid') userId!: string;
  /** argon2id; null for people who only sign in through a provider. */
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('timestamptz', { nullable: true }) passwordChangedAt!: Date | null;
  /** Sealed by the vault. Counts only once it is confirmed. */
  @Column('text', { nullable: true }) totpSecret!: string | null;
  @Column('timestamptz', { nullable: true }) totpConfirmedAt!: Date | null;
  /** The time step of the last code that was accepted: a code counts once. */
  @Column('bigint', { nullable: true }) totpLastStep!: string | null;
}
