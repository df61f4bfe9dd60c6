import type { EntityManager } from 'typeorm'
import { relationsTo } from '../clients/clients.access.ts'
import type { Reader, Reading } from './reminders.people.ts'

/** What a row about a client says of their consent. */
export interface Consenting {
  client_id: string
  consent_pipeline: boolean
  consent_contacts: boolean
  consent_ends_on: string | null
}

export const consentColumns = 'c.id AS client_id, c.consent_pipeline, c.consent_contacts, c.consent_ends_on'

/**
 * Those of these rows whose client the reader may see by now, as everywhere (clients.access.ts), with whether they may
 * know whom the client has met.
 */
export async function visibleTo<Row extends Consenting>(
  db: Reading,
  reader: Reader,
  rows: readonly Row[],
): Promise<(Row & { contactsShown: boolean })[]> {
  if (rows.length === 0) return []
  const relations = await relationsTo(
    {
      organizationId: reader.organizationId,
      today: reader.today,
      actor: { role: reader.role, id: (reader.memberId ?? reader.clientId) as string, restricted: false },
      db: { query: (sql: string, parameters?: unknown[]) => db.query(sql, parameters) } as Pick<
        EntityManager,
        'query'
      >,
    },
    [...new Set(rows.map(({ client_id }) => client_id))],
  )
  return rows
    .filter((row) => relations.has(row.client_id) && shown(reader, row, row.consent_pipeline))
    .map((row) => ({ ...row, contactsShown: shown(reader, row, row.consent_contacts) }))
}

/** A client withholds nothing from themselves; past its end, consent holds back everything. */
const shown = (reader: Reader, { consent_ends_on: endsOn }: Consenting, consented: boolean): boolean =>
  reader.role === 'client' || (consented && (endsOn === null || endsOn >= reader.today))
