import { asTheyAre, reader } from '../../platform/reading.ts'
import type { EmployerRow } from './employers.entity.ts'
import { listEmployers } from './employers.store.ts'

/** Employers for the graph. */
export const employerReader = reader({
  permission: 'employers:read',
  list: listEmployers,
  finish: asTheyAre<EmployerRow>,
})
