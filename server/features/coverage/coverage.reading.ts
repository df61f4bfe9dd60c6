import { reader } from '../../platform/reading.ts'
import type { CoverageRow } from './coverage.entity.ts'
import { type CoverageFilters, listCoverages } from './coverage.store.ts'

/** Coverages for the graph; `me` is the caller. */
export const coverageReader = reader({
  permission: 'members:read',
  list(scope, { memberId, delegateId, ...rest }: CoverageFilters) {
    const meant = (id: string | undefined) => (id === 'me' ? scope.actor.id : id)
    return listCoverages(scope, { ...rest, memberId: meant(memberId), delegateId: meant(delegateId) })
  },
  needs: { member: ['memberId'], delegate: ['delegateId'], status: ['startsOn', 'endsOn'] },
  finish: ({ today }, rows: CoverageRow[]) =>
    rows.map((row) => ({
      ...row,
      status: row.endsOn < today ? 'ended' : row.startsOn > today ? 'planned' : 'active',
    })),
})
