import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Somebody beside the customer who takes part in a call, or is asked to. A `device` is a telephone that rings for
 * somebody; when it is answered they take part as whoever they are.
 */
@Entity('call_parts')
export class CallPart {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') callId!: string;
  @Column('text') kind!: 'agent' | 'outside' | 'supervisor' | 'device';
  @Column('uuid', { nullable: true }) userId!: string | null;
  /** Outside, or on which telephone of their own somebody takes part. */
  @Column('text', { nullable: true }) phone!: string | null;
  /** What the provider calls the leg in what it tells us. */
  @Column('text') label!: string;
  @Column('text', { nullable: true }) sid!: string | null;
  @Column('text') state!: 'ringing' | 'joined' | 'left';
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) joinedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) leftAt!: Date | null;
}
