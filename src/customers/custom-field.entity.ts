import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FieldDefinition, FieldTarget } from './custom-field.rules.js';

/** A field of one's own on tickets, contacts or companies. Its values stand under `key` in their `fields`. */
@Entity('custom_fields')
export class CustomField implements FieldDefinition {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') target!: FieldTarget;
  @Column('text') key!: string;
  @Column('text') label!: string;
  @Column('text') type!: FieldDefinition['type'];
  @Column('text', { array: true }) options!: string[];
  @Column('int') position!: number;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz', { nullable: true }) deletedAt!: Date | null;
}
