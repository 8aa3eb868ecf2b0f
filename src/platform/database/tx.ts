import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { newId } from '../ids.js';
import type { Emitted, EventName, Events } from '../outbox/events.js';
import { runPrepared } from './prepared.js';
import { readRow } from './row-reader.js';

/** One open transaction. Whatever joins it takes it as its first argument; only it can emit an event. */
export class Tx {
  private readonly emitted: Emitted[] = [];

  constructor(readonly manager: EntityManager) {}

  /** Rows as PostgreSQL gives them (snake_case columns). For hot paths and set-based changes. */
  query<R = ObjectLiteral>(sql: string, parameters: unknown[] = []): Promise<R[]> {
    return runPrepared<R>(this.manager, sql, parameters);
  }

  insert<E extends ObjectLiteral>(
    entity: EntityTarget<E>,
    row: QueryDeepPartialEntity<E> | QueryDeepPartialEntity<E>[],
  ): Promise<unknown> {
    return this.manager.insert(entity, row);
  }

  save<E extends ObjectLiteral>(row: E): Promise<E> {
    return this.manager.save(row);
  }

  find<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E | null> {
    return readRow(this.manager, entity, where, { lock: false }) ?? this.manager.findOneBy(entity, where);
  }

  /** The row, held until the transaction ends. */
  lock<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E | null> {
    return (
      readRow(this.manager, entity, where, { lock: true }) ??
      this.manager.findOne(entity, { where, lock: { mode: 'pessimistic_write' } })
    );
  }

  /** Like `lock`, by id, for hot paths: without the query builder, which costs more than the query. */
  async lockById<E extends ObjectLiteral>(entity: EntityTarget<E>, id: string): Promise<E | null> {
    const { tablePath } = this.manager.connection.getMetadata(entity);
    const [row] = await this.query(`select * from ${tablePath} where id = $1 for update`, [id]);
    return row ? this.entity(entity, row) : null;
  }

  /** The entity of a whole row, as `query` gives it. */
  entity<E extends ObjectLiteral>(entity: EntityTarget<E>, row: ObjectLiteral): E {
    const { columns } = this.manager.connection.getMetadata(entity);
    const values = columns.map(({ propertyName, databaseName, transformer }) => {
      const given: unknown = row[databaseName];
      return [propertyName, transformer && 'from' in transformer ? (transformer.from(given) as unknown) : given];
    });
    return Object.assign(this.manager.create(entity), Object.fromEntries(values)) as E;
  }

  /** Announces a fact. It is told after the commit, or not at all; policies hear it before the commit. */
  emit<K extends EventName>(name: K, fact: Events[K]): void {
    this.emitted.push({ id: newId(), name, fact });
  }

  /** For `Work` only: what was emitted since the last call. */
  takeEmitted(): Emitted[] {
    return this.emitted.splice(0);
  }
}
