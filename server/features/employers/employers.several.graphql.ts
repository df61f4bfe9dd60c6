import { severalGraph } from '../../graphql/several.ts'
import { employerReader } from './employers.reading.ts'
import { EmployerBody } from './employers.schema.ts'
import { createEmployers } from './employers.service.ts'

export const employersAddedGraph = severalGraph({
  ...{ name: 'createEmployers', input: 'CreateEmployerInput', nouns: 'employers' },
  ...{ item: EmployerBody, create: createEmployers },
  shows: { name: 'employer', type: 'Employer', reader: employerReader },
})
