import { CadenceInputError } from './errors.ts'

/** The numbers and switches behind the rules (PRODUCT, "The policy is data"). Days are calendar days unless named otherwise. */
export interface CadencePolicy {
  id: string
  version: number
  preset: 'before-decision' | 'after-decision' | 'custom'
  thankYouOverdueHours: number
  /** Follow-ups between the interview and a known decision date. */
  beforeDecision: {
    enabled: boolean
    /** H up to here is "soon". */
    soonWithinDays: number
    soonAfterDays: number
    laterAfterDays: number
    preDecision: boolean
    preDecisionBusinessDays: number
    /** Nearer than this to the pre-decision day, the first follow-up falls away. */
    minimumGapDays: number
  }
  noTimeline: { enabled: boolean; afterDays: number }
  decisionCheckBusinessDays: number
  /** Follow-ups after the decision check, or after the first one when nothing was said. */
  afterDecision: { count: number; everyBusinessDays: number }
  /** The cap on unanswered attempts after which an opportunity is cold. */
  coldAfterAttempts: number
  /** Local hour of calls and checks. */
  callHour: number
}

export const beforeDecisionPolicy: CadencePolicy = Object.freeze({
  id: '019c0000-0000-7000-8000-000000000001',
  version: 1,
  preset: 'before-decision',
  thankYouOverdueHours: 24,
  beforeDecision: Object.freeze({
    enabled: true,
    soonWithinDays: 7,
    soonAfterDays: 2,
    laterAfterDays: 7,
    preDecision: true,
    preDecisionBusinessDays: 2,
    minimumGapDays: 2,
  }),
  noTimeline: Object.freeze({ enabled: true, afterDays: 7 }),
  decisionCheckBusinessDays: 1,
  afterDecision: Object.freeze({ count: 0, everyBusinessDays: 5 }),
  coldAfterAttempts: 3,
  callHour: 10,
})

export const afterDecisionPolicy: CadencePolicy = Object.freeze({
  ...beforeDecisionPolicy,
  id: '019c0000-0000-7000-8000-000000000002',
  preset: 'after-decision',
  beforeDecision: Object.freeze({ ...beforeDecisionPolicy.beforeDecision, enabled: false }),
  noTimeline: Object.freeze({ enabled: true, afterDays: 10 }),
  afterDecision: Object.freeze({ count: 2, everyBusinessDays: 5 }),
})

export const policyPresets: readonly CadencePolicy[] = Object.freeze([
  beforeDecisionPolicy,
  afterDecisionPolicy,
])

type Bounds = readonly [
  pointer: string,
  value: (policy: CadencePolicy) => number,
  least: number,
  most: number,
]

const bounds: readonly Bounds[] = [
  ['/thankYouOverdueHours', (p) => p.thankYouOverdueHours, 1, 168],
  ['/beforeDecision/soonWithinDays', (p) => p.beforeDecision.soonWithinDays, 1, 60],
  ['/beforeDecision/soonAfterDays', (p) => p.beforeDecision.soonAfterDays, 1, 60],
  ['/beforeDecision/laterAfterDays', (p) => p.beforeDecision.laterAfterDays, 1, 60],
  ['/beforeDecision/preDecisionBusinessDays', (p) => p.beforeDecision.preDecisionBusinessDays, 1, 10],
  ['/beforeDecision/minimumGapDays', (p) => p.beforeDecision.minimumGapDays, 0, 30],
  ['/noTimeline/afterDays', (p) => p.noTimeline.afterDays, 1, 60],
  ['/decisionCheckBusinessDays', (p) => p.decisionCheckBusinessDays, 1, 20],
  ['/afterDecision/count', (p) => p.afterDecision.count, 0, 10],
  ['/afterDecision/everyBusinessDays', (p) => p.afterDecision.everyBusinessDays, 1, 60],
  ['/coldAfterAttempts', (p) => p.coldAfterAttempts, 1, 20],
  ['/callHour', (p) => p.callHour, 0, 23],
]

/** The first number of a policy that is not a whole one within its bounds is thrown as CadenceInputError. */
export function checkPolicy(policy: CadencePolicy): CadencePolicy {
  for (const [pointer, value, least, most] of bounds) {
    const number = value(policy)
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new CadenceInputError('out_of_range', pointer, `must be a whole number from ${least} to ${most}`)
    }
  }
  return policy
}
