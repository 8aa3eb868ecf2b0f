import { Injectable } from '@nestjs/common';
import type { Pool, QueryConfig } from 'pg';
import { DataSource, QueryFailedError, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { prepared } from './prepared.js';
import { columnsOf, entityOf } from './row-reader.js';

/**
 * Reads outside of transactions what is asked for all day. Statements are prepared, for planning one that joins many
 * tables takes longer than running it; and nothing stands between them and the pool, for a query runner and a query
 * builder cost more than the rows.
 */
@Injectable()
export class Reading {
  constructor(private readonly db: DataSource) {}

  /** Rows as PostgreSQL gives them. */
  query<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    return this.run<R>(prepared(sql, values));
  }

  /** Planned for these very values: where some are common and others rare, no plan does for all of them. */
  queryPlanned<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    return this.run<R>({ text: sql, values });
  }

  /** Whole rows of one table; `rest` is what follows its name: `where … order by … limit …`. */
  async entities<E extends ObjectLiteral>(entity: EntityTarget<E>, rest: string, values: unknown[] = []): Promise<E[]> {
    const metadata = this.db.getMetadata(entity);
    const rows = await this.query<ObjectLiteral>(
      `select ${columnsOf(metadata)} from "${metadata.tableName}" ${rest}`,
      values,
    );
    return rows.map((row) => entityOf<E>(metadata, row));
  }

  private async run<R>(statement: QueryConfig): Promise<R[]> {
    try {
      const { rows } = await this.pool.query(statement);
      return rows as R[];
    } catch (error) {
      throw new QueryFailedError(statement.text, statement.values, error as Error);
    }
  }

  /** Typed `any` by TypeORM, because other drivers pool otherwise. */
  private get pool(): Pool {
    return (this.db.driver as unknown as { master: Pool }).master;
  }
}
