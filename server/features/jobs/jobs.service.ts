import { recordActivity } from '../../platform/activity.ts'
import { notFound } from '../../platform/errors.ts'
import { maybeInstant } from '../../platform/schema.ts'
import { action } from '../../platform/scope.ts'
import { toJob } from './jobs.schema.ts'
import { allJobs, depthsOf, wantJob } from './jobs.store.ts'

/** Seconds after which a worker that is not seen is late; it beats every two. */
export const lateAfter = 30

/** How the installation's jobs fare, and what is on its way of the caller's organization. */
export const listJobs = action('organization:write', async (scope) => {
  const jobs = await allJobs(scope)
  const { mails, deliveries, lag, beatAt, sinceBeat } = await depthsOf(scope)
  return {
    data: jobs.map(toJob),
    worker: { lastSeenAt: maybeInstant(beatAt), late: sinceBeat === null || sinceBeat > lateAfter },
    queues: { mails, webhookDeliveries: deliveries, sweepLagSeconds: lag },
  }
})

export const getJob = action('organization:write', async (scope, name: string) => {
  const row = (await allJobs(scope)).find((job) => job.name === name)
  if (!row) throw notFound('job')
  return toJob(row)
})

/** Runs a job out of turn, at a worker's next look. Each bears being run at any time; who asked is in the log. */
export const runJob = action('organization:write', async (scope, name: string) => {
  if (!(await wantJob(scope, name))) throw notFound('job')
  await recordActivity(scope, {
    ...{ verb: 'run_asked', recordType: 'job', recordId: scope.organizationId },
    details: { name: [null, name] },
  })
  return getJob.run(scope, name)
})
