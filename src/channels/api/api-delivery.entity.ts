import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `later`: no answer, or one that asks to come again. It is repeated with the same Idempotency-Key. */
export type DeliveryOutcome = 'accepted' | 'refused' | 'later';

/** One attempt to bring a message to the other side of an API line. */
@Entity('api_deliveries')
export class ApiDelivery {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('uuid') messageId!: string;
  @Column('text') url!: string;
  @Column('text') outcome!: DeliveryOutcome;
  @Column('int', { nullable: true }) status!: number | null;
  @Column('text') answer!: string;
  @Column('int') ms!: number;
  @Column('boolean') replay!: boolean;
  @Column('timestamptz') at!: Date;
}
