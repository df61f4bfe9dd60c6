import type { EntitySchema, ObjectLiteral, SelectQueryBuilder } from 'typeorm'
import type { Scope } from './scope.ts'

/** A query over the organization's rows of a table, as plain objects by property name, without hydration. Alias `t`. */
export function selectFrom<Row extends ObjectLiteral>(
  scope: Scope,
  entity: EntitySchema<Row>,
): SelectQueryBuilder<Row> {
  const query = scope.db.createQueryBuilder(entity, 't').select([])
  for (const column of scope.db.connection.getMetadata(entity).columns)
    query.addSelect(`t.${column.propertyName}`, column.propertyName)
  return query.where('t.organizationId = :organizationId', { organizationId: scope.organizationId })
}

/** The rows of these ids that exist, in no order. One statement; none for no ids. */
export async function rowsByIds<Row extends ObjectLiteral>(
  scope: Scope,
  entity: EntitySchema<Row>,
  ids: readonly string[],
): Promise<Row[]> {
  if (ids.length === 0) return []
  return selectFrom(scope, entity)
    .andWhere('t.id = ANY(:ids)', { ids: [...new Set(ids)] })
    .getRawMany<Row>()
}

/** Inserts rows of the caller's organization; what is left out gets the column's default. */
export async function insertRows<Row extends ObjectLiteral>(
  scope: Scope,
  entity: EntitySchema<Row>,
  rows: readonly Partial<Omit<Row, 'organizationId'>>[],
): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map((row) => ({ ...row, organizationId: scope.organizationId }))
  await scope.db
    .createQueryBuilder()
    .insert()
    .into(entity)
    .values(values as never)
    .updateEntity(false)
    .execute()
}

/**
 * Changes one row of the caller's organization, only at `version` when one is given.
 * False when no such row was there: gone, another's, or changed by somebody else in the meantime.
 */
export async function updateRow<Row extends ObjectLiteral>(
  scope: Scope,
  entity: EntitySchema<Row>,
  id: string,
  patch: Partial<Omit<Row, 'organizationId' | 'id'>>,
  version?: number,
): Promise<boolean> {
  const { organizationId } = scope
  const criteria = version === undefined ? { organizationId, id } : { organizationId, id, version }
  if (Object.keys(patch).length === 0) return true
  const result = await scope.db.update(entity, criteria as never, patch as never)
  return result.affected === 1
}

/**
 * Changes many rows of the caller's organization, each in its own way, in one statement for each set of columns.
 * Whoever calls has locked them.
 */
export async function updateRows<Row extends ObjectLiteral>(
  scope: Scope,
  entity: EntitySchema<Row>,
  patches: readonly { id: string; set: Partial<Row> }[],
): Promise<void> {
  const metadata = scope.db.connection.getMetadata(entity)
  const shapes = groupBy(patches, ({ set }) => Object.keys(set).sort().join())
  for (const [shape, group] of shapes) {
    if (shape === '') continue
    const columns = shape.split(',').map((property) => {
      const column = metadata.findColumnWithPropertyName(property)
      if (!column) throw new Error(`${metadata.tableName} has no ${property}.`)
      return { property, name: column.databaseName, type: `${column.type}${column.isArray ? '[]' : ''}` }
    })
    const rows = group.map(({ id, set }) => ({
      id,
      ...Object.fromEntries(columns.map(({ property, name }) => [name, set[property] ?? null])),
    }))
    await scope.db.query(
      `UPDATE ${metadata.tableName} AS t SET ${columns.map(({ name }) => `${name} = p.${name}`).join(', ')}
       FROM jsonb_to_recordset($2::jsonb) AS p (id uuid, ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})
       WHERE t.organization_id = $1 AND t.id = p.id`,
      [scope.organizationId, JSON.stringify(rows)],
    )
  }
}

/** One visible row by id, locked until the end of the transaction when it is going to be changed; null when there is none. */
export async function oneOf<Row extends ObjectLiteral>(
  visible: SelectQueryBuilder<Row>,
  id: string,
  lock = false,
): Promise<Row | null> {
  const query = visible.andWhere('t.id = :id', { id })
  if (lock) query.setLock('for_no_key_update', undefined, ['t'])
  return (await query.getRawOne<Row>()) ?? null
}

/** The row that must be there, as we have just written it. */
export function firstRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error('A row that was just written is not there.')
  return row
}

export const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

/** Rows by a key, each group in the rows' order. (Map.groupBy needs Node 21.) */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
