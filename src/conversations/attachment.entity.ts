import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file said or about to be said. Its name is for people only; its bytes are found by the key of the blob. */
@Entity('attachments')
export class Attachment {
  @PrimaryColumn('uuid') id!: string;
  /** Null until a message refers to it. */
  @Column('uuid', { nullable: true }) messageId!: string | null;
  /** Who uploaded it, as `user:<id>` or what the channel calls its customer; only the same may attach it. */
  @Column('text', { nullable: true }) owner!: string | null;
  @Column('text') name!: string;
  @Column('text') type!: string;
  @Column('int') size!: number;
  @Column('text') blobKey!: string;
  @Column('text', { nullable: true }) contentId!: string | null;
  @Column('boolean') inline!: boolean;
  @Column('timestamptz') createdAt!: Date;
}
