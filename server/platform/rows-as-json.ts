import type { PoolClient } from 'pg'
import type { Scope } from './scope.ts'

/** The columns that a query gives, by name, each with its type in PostgreSQL. */
export type Columns = ReadonlyMap<string, string>

/**
 * The rows of `from` (an item of FROM with the alias r), in their order, each with these columns. Each column comes as one
 * array of JSON: a few long values cost both sides a fraction of one message for each row with each of its values, and of
 * rows as objects. Moments are Dates, as the driver gives them. With `prepared`, a connection plans it a few times and then
 * keeps the plan: for what is looked up by ids, however many rows an organization has.
 */
export async function rowsAsJson<Row>(
  scope: Scope,
  from: string,
  columns: Columns,
  parameters: unknown[],
  prepared: boolean,
): Promise<Row[]> {
  const client: PoolClient = await scope.db.queryRunner?.connect()
  const arrays = [...columns].map(([name, type]) => `json_agg(${inJson(`r."${name}"`, type)}) AS "${name}"`)
  const text = `SELECT ${arrays.join(', ')} FROM ${from}`
  const name = prepared && scope.prepares ? nameOf(text) : undefined
  const found = await client.query({ ...(name && { name }), text, values: parameters })
  return zipped(found.rows[0] ?? {}, columns) as Row[]
}

/** As seconds: a moment as text is long in the making on one side and in the reading on the other. */
const inJson = (column: string, type: string): string =>
  type === 'timestamptz' ? `date_part('epoch', ${column})` : column

function zipped(arrays: Record<string, unknown[] | null>, columns: Columns): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = []
  for (const [name, type] of columns) {
    const values = arrays[name] ?? []
    const read = readers[type]
    for (let place = 0; place < values.length; place++) {
      const value = read && values[place] !== null ? read(values[place]) : values[place]
      const row = rows[place]
      if (row) row[name] = value
      else rows[place] = { [name]: value }
    }
  }
  return rows
}

const readers: Record<string, (value: unknown) => unknown> = {
  timestamptz: (seconds) => new Date(Math.round(Number(seconds) * 1000)),
  'timestamptz[]': (texts) => (texts as string[]).map((text) => new Date(text)),
}

/** As many as a few dashboards have levels; each connection keeps the plans of all of them. */
const mostNames = 200
const names = new Map<string, string>()

/** The name under which a connection prepares a statement; none once there are many. */
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= mostNames) return known
  const name = `rows_${names.size}`
  names.set(text, name)
  return name
}
