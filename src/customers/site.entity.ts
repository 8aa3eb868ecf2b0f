import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A place of a company's, where equipment stands and technicians go. */
@Entity('sites')
export class Site {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') companyId!: string;
  @Column('text') name!: string;
  @Column('text') address!: string;
  @Column('text', { nullable: true }) timezone!: string | null;
  /** Doors, keys, whom to ask for. */
  @Column('text', { nullable: true }) accessNotes!: string | null;
  @Column('float8', { nullable: true }) lat!: number | null;
  @Column('float8', { nullable: true }) lng!: number | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
