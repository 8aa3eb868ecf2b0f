import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A fact that was committed and still has to be told. Told ones stay for some days, for people who look for reasons. */
@Entity('outbox')
export class OutboxRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('jsonb') fact!: object;
  @Column('text', { nullable: true }) correlationId!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) relayedAt!: Date | null;
}
