import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import type { Change } from '../../platform/change.ts'
import { conflict, DomainError, invalid, notFound, referenceNotFound } from '../../platform/errors.ts'
import { byId, insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { findMember, membersByIds } from '../members/members.store.ts'
import { type CoverageRow, coverageEntity } from './coverage.entity.ts'
import { type CoverageBody, type CoveragePatch, toCoverage } from './coverage.schema.ts'
import * as store from './coverage.store.ts'

export const listCoverages = action('members:read', async (scope, filters: store.CoverageFilters) => {
  const meant = (id: string | undefined) => (id === 'me' ? scope.actor.id : id)
  const { memberId, delegateId, ...rest } = filters
  const { data, page } = await store.listCoverages(scope, {
    ...rest,
    memberId: meant(memberId),
    delegateId: meant(delegateId),
  })
  return { data: await present(scope, data), page }
})

export const getCoverage = action('members:read', async (scope, id: string) =>
  one(scope, await required(scope, id)),
)

/** Somebody stands in for a coach: an admin says so for anyone, a coach for themselves. */
export const createCoverage = action('members:read', async (scope, body: Static<typeof CoverageBody>) => {
  requireOwn(scope, body.memberId)
  await requireSound(scope, body, null)
  if (body.endsOn < scope.today) throw invalid('/endsOn', 'in_the_past', 'must be today or later')
  const id = newId()
  await insertRows(scope, coverageEntity, [{ id, ...body }])
  scope.emit({ type: 'member.coverage_planned', subjectId: body.memberId, clientId: null })
  return one(scope, await store.coverageById(scope, id))
})

/** Merge patch of who stands in, and when. */
export const changeCoverage = action(
  'members:read',
  async (scope, { id, patch, check }: Change<Static<typeof CoveragePatch>>) => {
    const before = await required(scope, id, true)
    requireOwn(scope, before.memberId)
    check(before.version)
    await requireSound(scope, { ...before, ...patch }, before.id)
    await updateRow(scope, coverageEntity, before.id, patch)
    scope.emit({ type: 'member.coverage_changed', subjectId: before.memberId, clientId: null })
    return one(scope, await store.coverageById(scope, before.id))
  },
)

/** The one who stands in sees nothing of the clients from then on. */
export const removeCoverage = action(
  'members:read',
  async (scope, { id, check }: Pick<Change<never>, 'id' | 'check'>) => {
    const before = await required(scope, id, true)
    requireOwn(scope, before.memberId)
    check(before.version)
    await store.removeCoverage(scope, before.id)
    scope.emit({ type: 'member.coverage_ended', subjectId: before.memberId, clientId: null })
  },
)

function requireOwn({ actor }: Scope, memberId: string): void {
  if (actor.role === 'admin' || actor.memberId === memberId.toLowerCase()) return
  throw new DomainError('forbidden', 'Who stands in for somebody, an admin says, or the one who is away.')
}

type Times = Pick<CoverageRow, 'memberId' | 'delegateId' | 'startsOn' | 'endsOn'>

async function requireSound(scope: Scope, times: Times, except: string | null): Promise<void> {
  const { memberId, delegateId, startsOn, endsOn } = times
  if (memberId.toLowerCase() === delegateId.toLowerCase())
    throw invalid('/delegateId', 'same_person', 'must be somebody else than who is away')
  if (endsOn < startsOn) throw invalid('/endsOn', 'before_start', 'must not be before the first day')
  for (const [pointer, id] of [
    ['/memberId', memberId],
    ['/delegateId', delegateId],
  ] as const)
    if (!(await findMember(scope, id))?.active) throw referenceNotFound(pointer, 'member')
  if (await store.overlaps(scope, times, except))
    throw conflict(
      'overlaps',
      'The same person stands in for them already for some of these days. Change that one.',
    )
}

async function present(scope: Scope, rows: readonly CoverageRow[]) {
  const people = byId(
    await membersByIds(
      scope,
      rows.flatMap(({ memberId, delegateId }) => [memberId, delegateId]),
    ),
  )
  return rows.map((row) => toCoverage(row, scope.today, (id) => people.get(id)?.name ?? ''))
}

async function one(scope: Scope, row: CoverageRow) {
  const [coverage] = await present(scope, [row])
  return coverage as NonNullable<typeof coverage>
}

async function required(scope: Scope, id: string, lock = false): Promise<CoverageRow> {
  const row = await store.findCoverage(scope, id, lock)
  if (!row) throw notFound('coverage')
  return row
}
