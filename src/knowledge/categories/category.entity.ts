import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A shelf of the help centre; one may stand within another, and no deeper. */
@Entity('knowledge_categories')
export class Category {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) parentId!: string | null;
  @Column('int') place!: number;
  @Column('text') slug!: string;
  /** By language. */
  @Column('jsonb') names!: Record<string, string>;
  @Column('jsonb') about!: Record<string, string>;
  @Column('text', { nullable: true }) source!: string | null;
  @Column('text', { nullable: true }) sourceId!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
