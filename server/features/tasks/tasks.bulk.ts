import type { Static } from 'typebox'
import { attempt, doneOf, fill, type Outcome, toResults } from '../../platform/bulk.ts'
import {
  conflict,
  DomainError,
  invalid,
  notFound,
  referenceNotFound,
  violates,
} from '../../platform/errors.ts'
import { byId, updateRows } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { clientsWorkedFor, mayManage, relationsTo } from '../clients/clients.access.ts'
import type { ClientRow } from '../clients/clients.entity.ts'
import { clientsByIds } from '../clients/clients.store.ts'
import { findMember } from '../members/members.store.ts'
import { opportunitiesByIds } from '../opportunities/opportunities.store.ts'
import type { TaskBulk } from './tasks.bulk.schema.ts'
import {
  completing,
  nextBusinessDays,
  requireOpen,
  skipping,
  snoozing,
  undoing,
  undoOf,
} from './tasks.deciding.ts'
import { type TaskRow, taskEntity } from './tasks.entity.ts'
import { emitTask } from './tasks.events.ts'
import { presentTasks } from './tasks.present.ts'
import type { Task } from './tasks.schema.ts'
import { lockTasks, tasksByIds } from './tasks.store.ts'

type Change = { id: string; set: Partial<TaskRow> }
type Decide = (row: TaskRow, client: ClientRow) => Partial<TaskRow> | null

const events = {
  complete: 'task.completed',
  skip: 'task.skipped',
  snooze: 'task.snoozed',
  reassign: 'task.reassigned',
  undo: 'task.reopened',
} as const

/**
 * One act on many tasks, in one transaction and in as many statements for many as for one: all are locked, each is decided
 * by itself, and what may be done is written together.
 */
export const actOnTasks = action('tasks:write', async (scope, bulk: TaskBulk) => {
  requireFitting(bulk)
  const wanted = versionsOf(bulk)
  const rows = byId(await lockTasks(scope, [...wanted.keys()]))
  const clientIds = [...new Set([...rows.values()].map(({ clientId }) => clientId))]
  const clients = byId(await clientsByIds(scope, clientIds))
  const relations = await relationsTo(scope, clientIds)
  const decide = await decider(scope, bulk, [...rows.values()])
  const outcomes = [...wanted].map(([id, version]) =>
    attempt((): Change => {
      const row = rows.get(id)
      const client = row && clients.get(row.clientId)
      const relation = client && !client.deletedAt ? relations.get(client.id) : undefined
      if (!row || !client || !relation) throw notFound('task')
      if (relation === 'viewing' || (bulk.act === 'reassign' && !mayManage(scope, relation)))
        throw new DomainError('forbidden', 'You may look at this client, but not do this.')
      if (row.version !== version) throw stale()
      return { id, set: decide(row, client) ?? {} }
    }),
  )
  return toResults(await write(scope, events[bulk.act], outcomes), 200)
})

const own = {
  complete: ['outcome', 'note'],
  skip: ['reason'],
  snooze: ['until'],
  reassign: ['coachId'],
  undo: [],
} as const satisfies Record<TaskBulk['act'], (keyof TaskBulk)[]>

function requireFitting({ act, tasks: _, ...rest }: TaskBulk): void {
  const foreign = Object.keys(rest).find((field) => !own[act].some((name) => name === field))
  if (foreign) throw invalid(`/${foreign}`, 'not_allowed', `does not go with ${act}`)
}

/** The version seen of each, in the request's order. */
function versionsOf({ tasks }: TaskBulk): Map<string, number> {
  const unseen = tasks.findIndex(({ version }) => version === undefined)
  if (unseen >= 0)
    throw new DomainError('version-required', 'Say of each task which version you have seen.', [
      { pointer: `/tasks/${unseen}/version`, code: 'required', message: 'is required' },
    ])
  const versions = new Map(tasks.map(({ id, version }) => [id.toLowerCase(), version as number]))
  if (versions.size < tasks.length) throw invalid('/tasks', 'twice', 'has the same task twice')
  return versions
}

const stale = () =>
  new DomainError(
    'version-mismatch',
    'It has been changed since you loaded it, so nothing was written. Load it anew and decide again.',
  )

/** Reads what deciding needs to know of all of them; the deciding itself asks nobody. */
async function decider(scope: Scope, bulk: TaskBulk, rows: readonly TaskRow[]): Promise<Decide> {
  switch (bulk.act) {
    case 'complete':
      return (row) => completing(scope, row, bulk)
    case 'skip':
      return (row) => skipping(scope, row, bulk)
    case 'snooze': {
      const { until } = bulk
      const momentOf = until ? () => until : await nextBusinessDays(scope, rows)
      return (row) => snoozing(scope, row, momentOf(row))
    }
    case 'reassign':
      return reassigning(scope, bulk, rows)
    case 'undo':
      return takingBack(scope, rows)
  }
}

async function reassigning(scope: Scope, { coachId }: TaskBulk, rows: readonly TaskRow[]): Promise<Decide> {
  if (!coachId) throw invalid('/coachId', 'required', 'is required: say to whom')
  const coach = await findMember(scope, coachId)
  if (!coach?.active) throw referenceNotFound('/coachId', 'coach')
  const theirs = await clientsWorkedFor(
    scope,
    coach.id,
    rows.map(({ clientId }) => clientId),
  )
  return (row) => {
    requireOpen(row, 'reassigned')
    if (row.coachId === coach.id) return null
    if (coach.role !== 'admin' && !theirs.has(row.clientId))
      throw violates('/coachId', 'coach_without_client', 'does not look after this client')
    return { coachId: coach.id, undo: { ...undoOf(scope, row), coachId: row.coachId } }
  }
}

/** What plans would have to be made anew for is taken back by itself: how a call ended, and what has nobody to be done for. */
async function takingBack(scope: Scope, rows: readonly TaskRow[]): Promise<Decide> {
  const opportunities = byId(
    await opportunitiesByIds(
      scope,
      rows.flatMap(({ opportunityId }) => opportunityId ?? []),
    ),
  )
  return (row, client) => {
    const set = undoing(scope, row)
    if (row.opportunityId && ['reached', 'voicemail', 'no_answer'].includes(row.outcome ?? ''))
      throw conflict('undo_alone', 'How this call ended has planned anew. Undo it by itself.')
    if (client.status !== 'active' || opportunities.get(row.opportunityId ?? '')?.deletedAt)
      throw conflict('undo_alone', 'What it is to be done for has been closed since. Undo it by itself.')
    return set
  }
}

async function write(
  scope: Scope,
  event: `task.${string}`,
  outcomes: readonly Outcome<Change>[],
): Promise<Outcome<Static<typeof Task>>[]> {
  const changes = doneOf(outcomes)
  const changed = new Set(changes.flatMap(({ id, set }) => (Object.keys(set).length > 0 ? [id] : [])))
  await updateRows(scope, taskEntity, changes)
  const rows = await tasksByIds(
    scope,
    changes.map(({ id }) => id),
  )
  for (const row of rows) if (changed.has(row.id)) emitTask(scope, event, row)
  const shown = byId(await presentTasks(scope, rows))
  return fill(outcomes, ({ id }) => shown.get(id) as Static<typeof Task>)
}
