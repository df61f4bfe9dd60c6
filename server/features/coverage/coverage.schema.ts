import { type Static, Type } from 'typebox'
import {
  Body,
  Day,
  Id,
  instant,
  ListOf,
  ListQuery,
  MemberOrMe,
  named,
  recordFields,
  versionFields,
} from '../../platform/schema.ts'
import type { CoverageRow } from './coverage.entity.ts'

const Person = Type.Object({ id: Id, name: Type.String() })

export const Coverage = named(
  'Coverage',
  {
    ...recordFields,
    member: Type.Object({ id: Id, name: Type.String() }, { description: 'Who is away.' }),
    delegate: Type.Object({ id: Id, name: Type.String() }, { description: 'Who stands in.' }),
    startsOn: Day,
    endsOn: Day,
    status: Type.Enum(['planned', 'active', 'ended'], { description: 'By the practice’s own date.' }),
    ...versionFields,
  },
  'While a coach is away, another sees and works for their clients, from the first day through the last.',
)

export const CoverageBody = Body({ memberId: Id, delegateId: Id, startsOn: Day, endsOn: Day })
export const CoveragePatch = Body({
  delegateId: Type.Optional(Id),
  startsOn: Type.Optional(Day),
  endsOn: Type.Optional(Day),
})
export const CoverageQuery = ListQuery(['startsOn', 'createdAt', 'updatedAt'], {
  memberId: Type.Optional(MemberOrMe('Who is away.')),
  delegateId: Type.Optional(MemberOrMe('Who stands in.')),
  endsAfter: Type.Optional({ ...Day, description: 'Only those that end on this day or later.' }),
})
export const Coverages = ListOf(Coverage)

export const toCoverage = (
  row: CoverageRow,
  today: string,
  nameOf: (id: string) => string,
): Static<typeof Coverage> => ({
  id: row.id,
  organizationId: row.organizationId,
  member: person(row.memberId, nameOf),
  delegate: person(row.delegateId, nameOf),
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  status: row.endsOn < today ? 'ended' : row.startsOn > today ? 'planned' : 'active',
  version: row.version,
  createdAt: instant(row.createdAt),
  updatedAt: instant(row.updatedAt),
})

const person = (id: string, nameOf: (id: string) => string): Static<typeof Person> => ({
  id,
  name: nameOf(id),
})
