import type pg from 'pg'

/** Where in the whole database a text stands, as "table: row", in plain text or as bytes; each row once. */
export async function whereIs(owner: pg.Pool, text: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`,
  )
  const hex = Buffer.from(text).toString('hex')
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: string }>(
      `SELECT t::text AS row FROM ${name} t WHERE strpos(lower(t::text), $1) > 0 OR strpos(t::text, $2) > 0`,
      [text.toLowerCase(), hex],
    )
    found.push(...rows.map(({ row }) => `${name}: ${row}`))
  }
  return found
}
