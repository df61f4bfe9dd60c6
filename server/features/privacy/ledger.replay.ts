import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type pg from 'pg'
import { withClient } from '../../platform/database/address.ts'
import { StartError } from '../../platform/database/start-error.ts'
import type { LedgerLine } from './ledger.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Brings a restored backup up to the ledger: everybody in the file is erased (again), as the tables' owner, each in a
 * transaction of its own. May be run as often as one likes. Returns how many there were. Throws {@link StartError} for
 * a file that is no ledger, before anything is erased.
 */
export async function replayLedger(ownerUrl: string, path: string): Promise<number> {
  const lines = await readLedger(path)
  await withClient(ownerUrl, async (client) => {
    for (const line of lines) await eraseAgain(client, line)
  })
  return lines.length
}

async function readLedger(path: string): Promise<LedgerLine[]> {
  const lines = new Map<string, LedgerLine>()
  let at = 0
  try {
    for await (const text of createInterface({
      input: createReadStream(path),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      at++
      if (text.trim() === '') continue
      const line = parsed(text)
      if (!line)
        throw new StartError(`Line ${at} of ${path} is not of a ledger of erasures. Nothing was erased.`)
      lines.set(`${line.organizationId} ${line.kind} ${line.id}`, line)
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') throw new StartError(`There is no file ${path}.`)
    throw error
  }
  return [...lines.values()]
}

function parsed(text: string): LedgerLine | null {
  try {
    const line = JSON.parse(text) as LedgerLine
    const known = ['client', 'contact'].includes(line.kind) && !Number.isNaN(Date.parse(line.erasedAt))
    return known && uuid.test(line.id) && uuid.test(line.organizationId) ? line : null
  } catch {
    return null
  }
}

async function eraseAgain(
  client: pg.Client,
  { organizationId, kind, id, erasedAt }: LedgerLine,
): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM organization WHERE id = $1', [organizationId])
  if (rowCount === 0) return // founded after the backup: there is nobody to erase
  const [clients, contacts] = kind === 'client' ? [[id], []] : [[], [id]]
  await client.query('BEGIN')
  await client.query(`SELECT erase_people($1, $2, $3, 'ledger')`, [organizationId, clients, contacts])
  await client.query(
    `INSERT INTO erasure (organization_id, kind, subject_id, cause, erased_at, filed_at) VALUES ($1, $2, $3, 'ledger', $4, now())
     ON CONFLICT (organization_id, kind, subject_id) DO UPDATE SET erased_at = least(erasure.erased_at, excluded.erased_at), filed_at = now()`,
    [organizationId, kind, id, erasedAt],
  )
  await client.query('COMMIT')
}
