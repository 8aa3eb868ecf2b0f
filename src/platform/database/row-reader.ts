import type { EntityMetadata, FindOptionsWhere, ObjectLiteral } from 'typeorm';

const simple = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/**
 * One row by plain equality, which is what a transaction asks for most. TypeORM would build the query and its plan anew
 * each time; here the statement is the same text every time. Undefined where the condition needs more than equality.
 */
export function readRow<E extends ObjectLiteral>(
  query: (sql: string, values: unknown[]) => Promise<ObjectLiteral[]>,
  metadata: EntityMetadata,
  where: FindOptionsWhere<E>,
  { lock }: { lock: boolean },
): Promise<E | null> | undefined {
  const conditions = Object.entries(where);
  if (!conditions.every(([name, value]) => simple(value) && metadata.findColumnWithPropertyName(name)))
    return undefined;
  const sql = `select ${columnsOf(metadata)} from "${metadata.tableName}" where ${conditions
    .map(([name], at) => `"${metadata.findColumnWithPropertyName(name)!.databaseName}" = $${at + 1}`)
    .join(' and ')} limit 1${lock ? ' for update' : ''}`;
  return query(
    sql,
    conditions.map(([, value]) => value),
  ).then(([row]) => (row ? entityOf<E>(metadata, row) : null));
}

/** The columns of an entity, as a `select` names them. */
export const columnsOf = (metadata: EntityMetadata): string =>
  metadata.columns
    .filter((column) => column.isSelect)
    .map((column) => `"${column.databaseName}"`)
    .join(', ');

export function entityOf<E>(metadata: EntityMetadata, row: ObjectLiteral): E {
  const entity = metadata.create() as ObjectLiteral;
  const { driver } = metadata.dataSource;
  for (const column of metadata.columns) {
    if (column.isSelect)
      column.setEntityValue(entity, driver.prepareHydratedValue(row[column.databaseName] as unknown, column));
  }
  return entity as E;
}
