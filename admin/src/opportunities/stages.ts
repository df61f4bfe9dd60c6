import { type OpportunityStage, opportunityStages } from '../../../server/domain/vocabulary.ts'

/** Columns of the board; what has ended stands together in the last. */
export const openStages = ['interested', 'applied', 'interviewing', 'offer', 'accepted'] as const
export const closedStages = ['rejected', 'withdrawn'] as const

export const columns: readonly { name: string; stages: readonly OpportunityStage[] }[] = [
  ...openStages.map((stage) => ({ name: stage, stages: [stage] })),
  { name: 'closed', stages: closedStages },
]

export const allStages = opportunityStages
