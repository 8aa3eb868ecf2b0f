import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A service level at a price point. */
@Entity('packages')
export class Package {
  @PrimaryColumn('uuid') id!: string;
  /** What rules and policies call it; never changes. */
  @Column('text') key!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) about!: string | null;
  @Column('jsonb') fields!: Record<string, unknown>;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
