import type { Static } from 'typebox'
import { v7 as newId } from 'uuid'
import { attempt, doneOf, fill, onlyOne, toResults } from '../../platform/bulk.ts'
import type { Change } from '../../platform/change.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { byId, insertRows, updateRow } from '../../platform/query.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { employerEntity } from './employers.entity.ts'
import { type Employer, type EmployerBody, type EmployerPatch, toEmployer } from './employers.schema.ts'
import * as store from './employers.store.ts'

export const listEmployers = action('employers:read', async (scope, filters: store.EmployerFilters) => {
  const { data, page } = await store.listEmployers(scope, filters)
  return { data: data.map(toEmployer), page }
})

export const getEmployer = action('employers:read', async (scope, id: string) =>
  toEmployer(await required(scope, id)),
)

type NewEmployer = Static<typeof EmployerBody>

export const createEmployer = action('employers:write', async (scope, body: NewEmployer) =>
  onlyOne(await addEmployers(scope, [body])),
)

/** Several at once, each with its result. */
export const createEmployers = action('employers:write', async (scope, bodies: readonly NewEmployer[]) =>
  toResults(await addEmployers(scope, bodies), 201),
)

async function addEmployers(scope: Scope, bodies: readonly NewEmployer[]) {
  const outcomes = bodies.map((body) =>
    attempt(() => {
      checkPlace(body)
      return { ...body, id: newId() }
    }),
  )
  const rows = doneOf(outcomes)
  await insertRows(scope, employerEntity, rows)
  for (const { id } of rows) scope.emit({ type: 'employer.created', subjectId: id, clientId: null })
  const ids = rows.map(({ id }) => id)
  const added = byId((await store.employersByIds(scope, ids)).map(toEmployer))
  return fill(outcomes, ({ id }) => added.get(id) as Static<typeof Employer>)
}

export const changeEmployer = action(
  'employers:write',
  async (scope, { id, patch, check }: Change<Static<typeof EmployerPatch>>) => {
    const before = await required(scope, id, true)
    check(before.version)
    checkPlace({ ...before, ...patch })
    await updateRow(scope, employerEntity, id, patch)
    scope.emit({ type: 'employer.updated', subjectId: id, clientId: null })
    return toEmployer(await store.employerById(scope, id))
  },
)

async function required(scope: Scope, id: string, lock = false) {
  const row = await store.findEmployer(scope, id, lock)
  if (!row) throw notFound('employer')
  return row
}

/** A region alone says nothing: holidays are looked up by country first. */
export function checkPlace(
  { country, region }: { country?: string | null; region?: string | null },
  at = '',
): void {
  if (region && !country) throw invalid(`${at}/region`, 'region_needs_country', 'needs a country')
}
