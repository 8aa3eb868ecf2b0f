import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that not everybody can do: a trade, a product, a certificate. */
@Entity('skills')
export class Skill {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') about!: string;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
