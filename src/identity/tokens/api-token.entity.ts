import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a script uses instead of a session. It never may more than the person behind it. */
@Entity('api_tokens')
export class ApiToken {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') userId!: string;
  @Column('text') tokenHash!: string;
  @Column('text') name!: string;
  /** Null: everything that the person may, now and later. */
  @Column('text', { array: true, nullable: true }) scopes!: string[] | null;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) lastUsedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
}
