/**
 * What the schema takes away from schema.released.graphql, on purpose: each sentence as graphql's findBreakingChanges says
 * it. With a release the new schema becomes the released one, and this list is emptied.
 */
export const declaredBreaks: readonly string[] = [
  // Lists without an end have pages now, and what belongs to a record is the record itself.
  'Client.opportunities changed type from [Opportunity!]! to OpportunityConnection!.',
  'Interview.tasks changed type from [Task!]! to TaskConnection!.',
  'Opportunity.interviews changed type from [Interview!]! to InterviewConnection!.',
  'Opportunity.employer changed type from OpportunityEmployer! to Employer.',
  'OpportunityEmployer was removed.',
  // Words that there are only a few of are enumerations, which programs that build queries can read.
  'Client.locale changed type from String! to Locale!.',
  'Client.status changed type from String! to ClientStatus!.',
  'Interview.format changed type from String! to InterviewFormat!.',
  'Interview.outcome changed type from String to InterviewOutcome.',
  'Interview.status changed type from String! to InterviewStatus!.',
  'InterviewParticipant.role changed type from String! to ContactRole!.',
  'Opportunity.stage changed type from String! to OpportunityStage!.',
  'Query.clients arg status has changed type from String to [ClientStatus!].',
  'Query.tasks arg kind has changed type from String to [TaskKind!].',
  'Query.tasks arg status has changed type from String to [TaskStatus!].',
  'Task.channel changed type from String! to TaskChannel!.',
  'Task.kind changed type from String! to TaskKind!.',
  'Task.status changed type from String! to TaskStatus!.',
  'TimelineStatement.kind changed type from String! to DecisionKind!.',
]
