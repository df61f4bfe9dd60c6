import type { EntityManager } from 'typeorm'
import type { Actor } from './actor.ts'

/** Something that happened, thin: ids, kinds, moments, versions; never a name or a text, so that erasure stays simple. */
export interface NewEvent {
  type: `${string}.${string}`
  subjectId: string
  clientId: string | null
  data?: Readonly<Record<string, string | number | boolean | null>>
}

/** Writes the events of one transaction in one statement, in the order in which they were queued. */
export async function writeEvents(
  db: EntityManager,
  actor: Actor,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return
  await db.query(
    `INSERT INTO event (organization_id, type, subject_id, client_id, data, actor_kind, actor_id)
     SELECT $1, e.type, e.subject_id, e.client_id, coalesce(e.data, '{}'), $2, $3
     FROM jsonb_to_recordset($4::jsonb) AS e (type text, subject_id uuid, client_id uuid, data jsonb)`,
    [
      actor.organizationId,
      actor.kind,
      actor.id,
      JSON.stringify(
        events.map(({ type, subjectId, clientId, data }) => ({
          type,
          subject_id: subjectId,
          client_id: clientId,
          data,
        })),
      ),
    ],
  )
}
