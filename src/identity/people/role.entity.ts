import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RoleGrant, TicketScope } from './role.rules.js';

@Entity('roles')
export class Role implements RoleGrant {
  @PrimaryColumn('uuid') id!: string;
  /** Only shipped roles have one; what they may do is computed from it. */
  @Column('text', { nullable: true }) key!: string | null;
  @Column('text') name!: string;
  /** Only custom roles use it. */
  @Column('text', { array: true }) permissions!: string[];
  @Column('text') ticketScope!: TicketScope;
  @Column('timestamptz') createdAt!: Date;
  @Column('int') version!: number;
}

@Entity('user_roles')
export class UserRole {
  @PrimaryColumn('uuid') userId!: string;
  @PrimaryColumn('uuid') roleId!: string;
}
