import type { TaskStatus } from '../vocabulary.ts'

/** What the urgency of one open task is judged by. Moments are in milliseconds of the epoch. */
export interface TriageTask {
  status: TaskStatus
  dueAt: number
  overdueAt: number | null
}

export interface TriageClient {
  tasks: readonly TriageTask[]
  /** Whole days until the nearest decision that is known; negative when it has passed; null: none is known. */
  daysToDecision: number | null
  /** Whole days since anything happened to the client's things. */
  daysQuiet: number
}

export type Urgency = 'overdue' | 'due' | 'upcoming'
export interface Triage {
  score: number
  urgency: Urgency
  /** Which task to do first: its index. */
  first: number
  reasons: TriageReason[]
}
export type TriageReason =
  | { code: 'overdue'; hours: number }
  | { code: 'due'; hours: number }
  | { code: 'upcoming'; hours: number }
  | { code: 'decision_near'; days: number }
  | { code: 'quiet'; days: number }

const hour = 3_600_000

/**
 * How urgently a client needs their coach; null when nothing is open. The score is the sum of
 * - the most urgent task: 1000 and 4 for each hour past its overdue moment (to 720 hours); 600 when it is due, and up to
 *   300 more as its overdue moment comes nearer within 24 hours; 300 less 10 for each hour until it falls due (to 30 hours);
 * - the decision: 120 when it is today or past, 40 less for each day before it (three days at the most count);
 * - silence: 10 for each day over 3 on which nothing happened (to 100);
 * - 15 for each further task that is due or overdue (to 150).
 */
export function triage({ tasks, daysToDecision, daysQuiet }: TriageClient, now: number): Triage | null {
  const scores = tasks.map((task) => urgencyOf(task, now))
  const best = Math.max(...scores)
  const first = scores.indexOf(best)
  const task = tasks[first]
  if (!task) return null
  const others = tasks.filter((other, index) => index !== first && isDueBy(other, now)).length
  const nearness = daysToDecision === null ? 0 : Math.max(0, 120 - 40 * Math.max(0, daysToDecision))
  const silence = Math.min(100, Math.max(0, daysQuiet - 3) * 10)
  const reasons: TriageReason[] = [reasonOf(task, now)]
  if (nearness > 0 && daysToDecision !== null) reasons.push({ code: 'decision_near', days: daysToDecision })
  if (silence > 0) reasons.push({ code: 'quiet', days: daysQuiet })
  return {
    score: Math.round(best + nearness + silence + Math.min(150, others * 15)),
    urgency: reasons[0]?.code as Urgency,
    first,
    reasons,
  }
}

const isDueBy = ({ dueAt }: TriageTask, now: number) => dueAt <= now
const isOverdueBy = ({ overdueAt }: TriageTask, now: number) => overdueAt !== null && overdueAt <= now

function urgencyOf(task: TriageTask, now: number): number {
  const { dueAt, overdueAt } = task
  if (isOverdueBy(task, now)) return 1000 + Math.min(720, (now - (overdueAt as number)) / hour) * 4
  if (isDueBy(task, now))
    return 600 + (overdueAt === null ? 0 : Math.max(0, 1 - (overdueAt - now) / hour / 24) * 300)
  return Math.max(0, 300 - ((dueAt - now) / hour) * 10)
}

function reasonOf(task: TriageTask, now: number): TriageReason {
  const hours = (moment: number) => Math.floor(Math.abs(now - moment) / hour)
  if (isOverdueBy(task, now)) return { code: 'overdue', hours: hours(task.overdueAt as number) }
  if (isDueBy(task, now)) return { code: 'due', hours: hours(task.dueAt) }
  return { code: 'upcoming', hours: hours(task.dueAt) }
}
