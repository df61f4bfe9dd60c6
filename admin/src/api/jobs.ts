import { api, unwrap } from './client.ts'
import type { components } from './schema.generated.ts'

type Schemas = components['schemas']

export type Job = Schemas['Job']
export type JobOverview = Schemas['JobOverview']

export const readJobs = (signal: AbortSignal): Promise<JobOverview> => unwrap(api.GET('/v1/jobs', { signal }))
export const runJob = (name: string): Promise<Job> =>
  unwrap(api.POST('/v1/jobs/{name}/run', { params: { path: { name } } }))
