import { removal, removing, restoring } from '../../platform/removal.ts'
import { employerEntity } from './employers.entity.ts'
import { toEmployer } from './employers.schema.ts'
import { knownEmployers } from './employers.store.ts'

const employers = removal({
  noun: 'employer',
  permission: 'employers:write',
  entity: employerEntity,
  known: knownEmployers,
  require: () => {},
  clientOf: () => null,
  present: (_scope, row) => toEmployer(row),
})

export const removeEmployer = removing(employers)
export const restoreEmployer = restoring(employers)
