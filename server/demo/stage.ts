import type { EntityManager } from 'typeorm'
import { v7 as newId } from 'uuid'
import type { Actor } from '../platform/actor.ts'
import { withClient } from '../platform/database/address.ts'
import type { NewEvent } from '../platform/outbox.ts'
import type { Scope } from '../platform/scope.ts'
import { later } from './days.ts'
import type { Taken } from './panel.ts'

/**
 * Lets the services act at moments of the past: each scope has its own `now`, and the events that it brings are kept
 * with that moment until the end. All of it is one transaction, so that a first start that is cut off leaves nothing.
 */
export interface Stage {
  readonly db: EntityManager
  /** The transaction's moment. */
  readonly now: Date
  /** What employers' people are called so far. */
  readonly taken: Taken
  /** The scope of this person at that moment; what is written until the next one is theirs in the activity log. */
  at(actor: Actor, moment: Date): Promise<Scope>
  /** When a row was made, for what was made on this stage. */
  madeAt(id: string): Date
  /** Writes the events, and dates the rows back to when they were made. */
  finish(): Promise<void>
  /** When each act took place, for {@link dateActivities}. */
  readonly acts: readonly StagedAct[]
}

/** Hours from now to the day on which the practice began. */
const opened = -200 * 24

/** One act: its request id in the activity log until it is dated. */
interface StagedAct {
  id: string
  moment: Date
}

export async function openStage(db: EntityManager, organizationId: string): Promise<Stage> {
  const [{ now }] = (await db.query('SELECT app_now() AS now')) as [{ now: Date }]
  const told: { event: NewEvent; actor: Actor; moment: Date }[] = []
  const first = new Map<string, Date>()
  const acts: StagedAct[] = []
  const act = async (actor: string, moment: Date) => {
    const id = newId()
    acts.push({ id, moment })
    await db.query(`SELECT set_config('app.actor', $1, true), set_config('app.origin', $2, true)`, [
      actor,
      JSON.stringify({ requestId: id }),
    ])
  }
  await act('', later(now, opened))
  return {
    db,
    now,
    acts,
    taken: new Set(),
    async at(actor, moment) {
      await act(`${actor.kind}:${actor.id}`, moment)
      return {
        actor,
        organizationId,
        locale: actor.locale,
        db,
        prepares: false,
        now: moment,
        today: moment.toISOString().slice(0, 10), // nothing in the demo ends by a day
        withheld: { pipeline: new Set(), notes: new Set(), contacts: new Set() },
        emit(event) {
          told.push({ event, actor, moment })
          if (!first.has(event.subjectId)) first.set(event.subjectId, moment)
        },
        wakeAt: () => {}, // the workers start when this is committed, and look for themselves
      }
    },
    madeAt: (id) => first.get(id) ?? now,
    async finish() {
      told.sort((a, b) => a.moment.getTime() - b.moment.getTime())
      await writeEvents(db, organizationId, told)
      for (const [table, type] of made) await db.query(backdate(table), [type])
    },
  }
}

/**
 * Dates the activity log back to when each act took place. No serving role may change the log, so this is the owner's,
 * after the demo has been committed.
 */
export const dateActivities = (
  owner: string,
  organizationId: string,
  acts: readonly StagedAct[],
): Promise<unknown> =>
  withClient(owner, async (client) => {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.organization_id', $1, true)`, [organizationId])
    await client.query(
      `UPDATE activity a SET occurred_at = act.moment, request_id = NULL
       FROM jsonb_to_recordset($2::jsonb) AS act (id uuid, moment timestamptz)
       WHERE a.organization_id = $1 AND a.request_id = act.id`,
      [organizationId, JSON.stringify(acts)],
    )
    await client.query('COMMIT')
  })

/** The outbox's own writer dates every event now; here each has its moment. */
const writeEvents = (
  db: EntityManager,
  organizationId: string,
  told: readonly { event: NewEvent; actor: Actor; moment: Date }[],
): Promise<unknown> =>
  db.query(
    `INSERT INTO event (organization_id, type, subject_id, client_id, data, actor_kind, actor_id, occurred_at)
     SELECT $1, e.type, e.subject_id, e.client_id, coalesce(e.data, '{}'), e.actor_kind, e.actor_id, e.occurred_at
     FROM jsonb_to_recordset($2::jsonb) AS e (type text, subject_id uuid, client_id uuid, data jsonb,
       actor_kind text, actor_id uuid, occurred_at timestamptz)`,
    [
      organizationId,
      JSON.stringify(
        told.map(({ event, actor, moment }) => ({
          type: event.type,
          subject_id: event.subjectId,
          client_id: event.clientId,
          data: event.data,
          actor_kind: actor.kind,
          actor_id: actor.id,
          occurred_at: moment,
        })),
      ),
    ],
  )

/** Tables, with the event that tells of a new row. */
const made = [
  ['client', 'client.created'],
  ['employer', 'employer.created'],
  ['contact', 'contact.created'],
  ['opportunity', 'opportunity.created'],
  ['interview', 'interview.created'],
  ['task', 'task.scheduled'],
] as const

const backdate = (table: string): string =>
  `UPDATE ${table} t SET created_at = e.moment
   FROM (SELECT subject_id, min(occurred_at) AS moment FROM event WHERE type = $1 GROUP BY subject_id) e
   WHERE t.id = e.subject_id`
