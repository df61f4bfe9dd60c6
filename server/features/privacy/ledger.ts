import { open } from 'node:fs/promises'

/** Any way to run one statement inside a transaction that is open. */
export type Query = (sql: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]>

export interface LedgerLine {
  organizationId: string
  kind: 'client' | 'contact'
  id: string
  erasedAt: string
}

/**
 * Appends to the file what of the ledger is not in it yet, and marks it. At least once: a process that dies in between
 * leaves a line twice, which does no harm. Returns how many lines were written.
 */
export async function fileErasures(path: string | null, query: Query): Promise<number> {
  if (!path) return 0
  const rows = await query(
    `SELECT organization_id, kind, subject_id, erased_at FROM erasure WHERE filed_at IS NULL
     ORDER BY erased_at LIMIT 1000 FOR UPDATE SKIP LOCKED`,
  )
  if (rows.length === 0) return 0
  const lines = rows.map(
    (row): LedgerLine => ({
      organizationId: String(row.organization_id),
      kind: row.kind as LedgerLine['kind'],
      id: String(row.subject_id),
      erasedAt: (row.erased_at as Date).toISOString(),
    }),
  )
  const file = await open(path, 'a', 0o600)
  try {
    await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  await query(
    `UPDATE erasure SET filed_at = now() WHERE (organization_id, kind, subject_id) IN
       (SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[]))`,
    [
      lines.map(({ organizationId }) => organizationId),
      lines.map(({ kind }) => kind),
      lines.map(({ id }) => id),
    ],
  )
  return lines.length
}
