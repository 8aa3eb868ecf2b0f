import { Injectable } from '@nestjs/common';
import type { Pool, QueryConfig, QueryResult } from 'pg';
import { DataSource, QueryFailedError, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { prepared } from './prepared.js';
import { columnsOf, entityOf } from './row-reader.js';
import { Together } from './together.js';

/**
 * Reads outside of transactions what is asked for all day. Statements are prepared, for planning one that joins many
 * tables takes longer than running it; and nothing stands between them and the pool, for a query runner and a query
 * builder cost more than the rows.
 */
@Injectable()
export class Reading {
  private readonly together = new Together(() => this.pool);

  constructor(private readonly db: DataSource) {}

  /** Rows as PostgreSQL gives them. What is asked for at the same time travels together. */
  query<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    const statement = prepared(sql, values);
    return this.run<R>(statement, this.together.ask(statement));
  }

  /**
   * Planned for these very values: where some are common and others rare, no plan does for all of them. It may take its
   * time, so nobody else waits for its connection.
   */
  queryPlanned<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    const statement = { text: sql, values };
    return this.run<R>(statement, this.pool.query(statement));
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

  private async run<R>(statement: QueryConfig, answer: Promise<QueryResult>): Promise<R[]> {
    try {
      const { rows } = await answer;
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
