const changed = ['created', 'updated', 'deleted', 'restored'] as const

/** The types of events that are written, by what they are about. */
export const eventTypes: Readonly<Record<string, readonly string[]>> = {
  client: ['created', 'updated', 'erased', 'exported', 'coach_ended', 'consent_ended'],
  employer: changed,
  contact: [...changed, 'erased'],
  opportunity: [...changed, 'stage_changed'],
  interview: changed,
  timeline: ['stated'],
  plan: ['changed'],
  decision: ['date_passed'],
  task: [
    ...['scheduled', 'updated', 'moved', 'due', 'overdue', 'completed', 'skipped', 'snoozed', 'unblocked'],
    ...['reassigned', 'reopened', 'cancelled', 'deleted', 'restored'],
  ],
  member: ['updated', 'coverage_planned', 'coverage_changed', 'coverage_ended'],
  organization: ['updated'],
}

/** What an endpoint can ask for: everything, everything about one kind of record, or one type. */
export const subscribable: readonly string[] = [
  '*',
  ...Object.entries(eventTypes).flatMap(([subject, verbs]) => [
    `${subject}.*`,
    ...verbs.map((verb) => `${subject}.${verb}`),
  ]),
]
