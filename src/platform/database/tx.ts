import type { EntityManager, EntityTarget, FindOptionsWhere, ObjectLiteral, QueryDeepPartialEntity } from 'typeorm';
import { newId } from '../ids.js';
import type { Emitted, EventName, Events } from '../outbox/events.js';
import { Logs } from '../telemetry/logs.js';
import type { Pipeline } from './pipeline.js';
import { readRow } from './row-reader.js';

/** One open transaction. Whatever joins it takes it as its first argument; only it can emit an event. */
export class Tx {
  private readonly emitted: Emitted[] = [];

  constructor(
    readonly manager: EntityManager,
    private readonly pipeline: Pipeline,
  ) {}

  /** Rows as PostgreSQL gives them (snake_case columns). For hot paths and set-based changes. */
  query<R = ObjectLiteral>(sql: string, parameters: unknown[] = []): Promise<R[]> {
    return this.pipeline.query<R>(sql, parameters);
  }

  /**
   * A change or a lock whose outcome nobody in the transaction needs: sent in its turn, and not waited for. If it fails,
   * so does the transaction.
   */
  write(sql: string, parameters: unknown[] = []): void {
    this.pipeline.write(sql, parameters);
  }

  /** Sent like `write`: nobody waits for the new values of a row that they hold. */
  update<E extends ObjectLiteral>(entity: EntityTarget<E>, id: string, values: Partial<E>): void {
    const { connection } = this.manager;
    const metadata = connection.getMetadata(entity);
    const columns = Object.keys(values).map((name) => metadata.findColumnWithPropertyName(name)!);
    const set = columns.map(({ databaseName }, at) => `"${databaseName}" = $${at + 2}`).join(', ');
    const row = columns.map(
      (column) => connection.driver.preparePersistentValue(values[column.propertyName], column) as unknown,
    );
    this.write(`update ${metadata.tablePath} set ${set} where id = $1`, [id, ...row]);
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
    return this.row(entity, where, { lock: false }) ?? this.manager.findOneBy(entity, where);
  }

  /** The row, held until the transaction ends. */
  lock<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>): Promise<E | null> {
    return (
      this.row(entity, where, { lock: true }) ??
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

  private row<E extends ObjectLiteral>(entity: EntityTarget<E>, where: FindOptionsWhere<E>, how: { lock: boolean }) {
    const metadata = this.manager.connection.getMetadata(entity);
    return readRow<E>((sql, values) => this.query(sql, values), metadata, where, how);
  }

  /**
   * Announces a fact. It is told after the commit, or not at all; policies hear it before the commit. It is found by the
   * request that caused it: another one than this, where several were stored together.
   */
  emit<K extends EventName>(name: K, fact: Events[K], correlationId = Logs.correlationId()): void {
    this.emitted.push({ id: newId(), name, fact, ...(correlationId && { correlationId }) });
  }

  /** For `Work` only: what was emitted since the last call. */
  takeEmitted(): Emitted[] {
    return this.emitted.splice(0);
  }
}
