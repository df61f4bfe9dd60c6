import { type Static, Type } from 'typebox'
import { Instant, maybeInstant as maybe, named, OrNull, ref } from '../../platform/schema.ts'

const count = (description: string) => Type.Integer({ minimum: 0, description })

export const JobName = Type.String({
  ...{ pattern: '^[a-z0-9.:-]+$', maxLength: 100 },
  description: 'Such as tasks.sweep.',
})

export const Job = named(
  'Job',
  {
    name: JobName,
    everySeconds: count('How often it runs, in seconds.'),
    runs: count('How often it has run, in all.'),
    failuresInARow: count('How often it has failed since it last succeeded.'),
    lastRunAt: OrNull(Instant),
    lastSeconds: OrNull(Type.Number({ description: 'How long the last run took.' })),
    lastFailureAt: OrNull(Instant),
    lastFailure: OrNull(Type.String({ description: 'The kind of the last failure, in a few words.' })),
    nextRunAt: OrNull(Instant),
    wantedAt: OrNull(Instant),
  },
  'Work that comes round, of the installation. `wantedAt`: somebody asked for a run that has not begun yet.',
)

export const JobOverview = named(
  'JobOverview',
  {
    data: Type.Array(ref(Job)),
    worker: Type.Object(
      { lastSeenAt: OrNull(Instant), late: Type.Boolean({ description: 'Not seen for half a minute.' }) },
      { description: 'Whether a worker is there, by the clock of the database.' },
    ),
    queues: Type.Object(
      {
        mails: count('Mails of the practice that are on their way.'),
        webhookDeliveries: count('Events of the practice that are on their way to its webhooks.'),
        sweepLagSeconds: Type.Number({
          description: 'Seconds since the earliest moment of a task of the practice that is not marked yet.',
        }),
      },
      { description: 'What is on its way, of the caller’s practice alone.' },
    ),
  },
  'How the jobs fare.',
)

export interface JobRow {
  name: string
  every_seconds: number
  runs: string
  failures: number
  last_run_at: Date | null
  last_seconds: number | null
  last_failure_at: Date | null
  last_failure: string | null
  wanted_at: Date | null
  next_run_at: Date | null
}

export const toJob = (row: JobRow): Static<typeof Job> => ({
  name: row.name,
  everySeconds: row.every_seconds,
  runs: Number(row.runs),
  failuresInARow: row.failures,
  lastRunAt: maybe(row.last_run_at),
  lastSeconds: row.last_seconds,
  lastFailureAt: maybe(row.last_failure_at),
  lastFailure: row.last_failure,
  nextRunAt: maybe(row.next_run_at),
  wantedAt: maybe(row.wanted_at),
})
