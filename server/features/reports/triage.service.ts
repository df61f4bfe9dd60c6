import { Temporal } from 'temporal-polyfill'
import { type Triage, triage } from '../../domain/triage/score.ts'
import { triageSentence } from '../../domain/triage/words.ts'
import { groupBy } from '../../platform/query.ts'
import { instant } from '../../platform/schema.ts'
import { action, type Scope } from '../../platform/scope.ts'
import { presentInterviews } from '../interviews/interviews.present.ts'
import type { TaskRow } from '../tasks/tasks.entity.ts'
import { presentTasks } from '../tasks/tasks.present.ts'
import { countTasks, interviewsBetween, type Pulse, pressingTasks, pulses } from './triage.store.ts'

const hour = 3_600_000
const day = 24 * hour
const shownAtMost = 100
const quietAfterDays = 7

/** Clients in order of urgency, each with the next step and the reasons; what today and tomorrow bring; who is quiet. */
export const triageClients = action('reports:read', async (scope, { coachId }: { coachId?: string }) => {
  const limits = midnights(scope.now, scope.actor.timeZone)
  const counts = await countTasks(scope, coachId, limits)
  const tasks = await pressingTasks(scope, new Date(scope.now.getTime() + day), coachId)
  const clients = await pulses(scope, coachId)
  const judged = judge(scope, clients, tasks).slice(0, shownAtMost)
  const shown = await presentTasks(
    scope,
    judged.map(({ task }) => task),
    new Set(['client', 'contact', 'opportunity']),
  )
  return {
    now: instant(scope.now),
    counts,
    data: judged.map(({ client, score, urgency, reasons, moreOpen }, index) => ({
      client: person(client),
      score,
      urgency,
      reasons: reasons.map((reason) => ({
        code: reason.code,
        text: triageSentence(reason, scope.locale),
      })),
      task: shown[index] as (typeof shown)[number],
      decisionDate: client.next_decision,
      moreOpen,
    })),
    quiet: clients
      .map((client) => ({ client: person(client), days: daysSince(scope.now, client.last_at) }))
      .filter(({ days }) => days >= quietAfterDays)
      .sort((a, b) => b.days - a.days)
      .slice(0, 20),
    interviews: await interviewsUntil(scope, coachId, limits.today, limits.dayAfter),
  }
})

const person = ({ id, name, time_zone }: Pulse) => ({ id, name, timeZone: time_zone })
const daysSince = (now: Date, moment: Date) => Math.floor((now.getTime() - moment.getTime()) / day)

interface Judged extends Triage {
  client: Pulse
  task: TaskRow
  moreOpen: number
}

function judge(scope: Scope, clients: readonly Pulse[], tasks: readonly TaskRow[]): Judged[] {
  const now = scope.now.getTime()
  const byClient = groupBy(tasks, ({ clientId }) => clientId)
  const judged = clients.flatMap((client) => {
    const own = byClient.get(client.id) ?? []
    const today = Temporal.Instant.fromEpochMilliseconds(now)
      .toZonedDateTimeISO(client.time_zone)
      .toPlainDate()
    const found = triage(
      {
        tasks: own.map(({ status, dueAt, overdueAt }) => ({
          status,
          dueAt: dueAt.getTime(),
          overdueAt: overdueAt?.getTime() ?? null,
        })),
        daysToDecision: client.next_decision ? today.until(client.next_decision).days : null,
        daysQuiet: daysSince(scope.now, client.last_at),
      },
      now,
    )
    const task = found && own[found.first]
    return found && task ? [{ ...found, client, task, moreOpen: own.length - 1 }] : []
  })
  return judged.sort((a, b) => b.score - a.score || a.client.name.localeCompare(b.client.name))
}

/** The reader's midnights: of today, tomorrow, the day after, and next Monday. */
function midnights(now: Date, timeZone: string) {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const at = (days: number) => new Date(today.add({ days }).toZonedDateTime(timeZone).epochMilliseconds)
  return { today: at(0), tomorrow: at(1), dayAfter: at(2), nextWeek: at(8 - today.dayOfWeek) }
}

async function interviewsUntil(scope: Scope, coachId: string | undefined, from: Date, until: Date) {
  const rows = await interviewsBetween(scope, coachId, from, until)
  return (await presentInterviews(scope, rows)).map(
    ({ id, startsAt, timeZone, round, format, client, opportunity }) => ({
      id,
      startsAt,
      timeZone,
      round,
      format,
      client,
      employer: opportunity.employer,
      opportunity: { id: opportunity.id, title: opportunity.title },
    }),
  )
}
