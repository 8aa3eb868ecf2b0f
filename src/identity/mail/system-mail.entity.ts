import { Column, Entity, PrimaryColumn } from 'typeorm';

export type SystemMailPurpose = 'invitation' | 'password-reset' | 'notification' | 'portal';

@Entity('system_mail')
export class SystemMailRow {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') purpose!: SystemMailPurpose;
  @Column('text') recipient!: string;
  @Column('text') subject!: string;
  /** Holds a link that lets its reader in, so it is sealed, and gone once somebody else delivers the mail. */
  @Column('text', { nullable: true }) bodySealed!: string | null;
  @Column('text') state!: 'stored' | 'sent';
  @Column('timestamptz') at!: Date;
}
