import { planFollowUps } from '../../../server/domain/cadence/plan.ts'
import { reasonSentence } from '../../../server/domain/cadence/reasons/reason-sentence.ts'
import { planInput, type Situation, statement } from './inputs.ts'

/** Prints plans over real calendars, holidays of several days among them; run in several zones by the test. */
const situations: Situation[] = [
  { ends: '2026-03-16T11:00', timeZone: 'Asia/Riyadh', country: 'SA' },
  { ends: '2026-03-27T11:00', timeZone: 'Europe/Berlin', country: 'DE', region: 'BY' },
  { ends: '2026-04-28T23:30', timeZone: 'Pacific/Apia', country: 'JP' },
  { ends: '2026-05-16T00:30' },
]
const plans = situations.map((situation) => {
  const plan = planFollowUps(planInput(situation, { statement: statement({ kind: 'within', days: 10 }) }))
  return { plan, reasons: plan.tasks.map((task) => reasonSentence(task, 'en')) }
})
process.stdout.write(JSON.stringify(plans))
