import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was recorded of a call, kept by us. Its file is encrypted; only the desk can play it. */
@Entity('call_recordings')
export class CallRecording {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') inboxId!: string;
  @Column('uuid') callId!: string;
  @Column('text') sid!: string;
  @Column('text') kind!: 'call' | 'voicemail';
  @Column('text') state!: 'pending' | 'stored' | 'failed' | 'deleted';
  @Column('int') seconds!: number;
  @Column('text', { nullable: true }) type!: string | null;
  @Column('int', { nullable: true }) size!: number | null;
  @Column('text', { nullable: true }) blobKey!: string | null;
  @Column('timestamptz') at!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
