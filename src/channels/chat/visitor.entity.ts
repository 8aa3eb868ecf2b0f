import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device on which somebody opened the chat. Its token is its only key; here is only the token's hash. */
@Entity('chat_visitors')
export class Visitor {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('text') tokenHash!: string;
  /** Whose conversation it is. Devices of one verified person share it; every other device has its own. */
  @Column('text') identityKey!: string;
  /** The id that the company's server vouched for. */
  @Column('text', { nullable: true }) externalId!: string | null;
  /** A session of ours that says who this is, and without which this is nobody. */
  @Column('text', { nullable: true }) vouchedBy!: string | null;
  @Column('text', { nullable: true }) name!: string | null;
  /** Where answers may go when the visitor has left. A claim unless `emailProven`. */
  @Column('text', { nullable: true }) email!: string | null;
  @Column('boolean') emailProven!: boolean;
  @Column('text', { nullable: true }) language!: string | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') seenAt!: Date;
}
