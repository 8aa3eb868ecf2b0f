import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('teams')
export class Team {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('timestamptz') createdAt!: Date;
  @Column('int') version!: number;
}

@Entity('memberships')
export class Membership {
  @PrimaryColumn('uuid') userId!: string;
  @PrimaryColumn('uuid') teamId!: string;
}
