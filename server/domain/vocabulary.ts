/** The glossary's enumerations: one spelling of each word for API, database, rules and panel. */

export const roles = ['admin', 'coach', 'client'] as const
export type Role = (typeof roles)[number]

export const coachLevels = ['primary', 'coaching', 'viewing'] as const
export type CoachLevel = (typeof coachLevels)[number]

export const clientStatuses = ['active', 'paused', 'placed', 'archived'] as const
export type ClientStatus = (typeof clientStatuses)[number]

export const opportunityStages = [
  'interested',
  'applied',
  'interviewing',
  'offer',
  'accepted',
  'rejected',
  'withdrawn',
] as const
export type OpportunityStage = (typeof opportunityStages)[number]

export const contactRoles = ['interviewer', 'hiring_manager', 'recruiter', 'receptionist', 'other'] as const
export type ContactRole = (typeof contactRoles)[number]

export const interviewFormats = ['phone', 'video', 'onsite'] as const
export type InterviewFormat = (typeof interviewFormats)[number]

export const interviewStatuses = ['planned', 'held', 'cancelled', 'no_show'] as const
export type InterviewStatus = (typeof interviewStatuses)[number]

export const interviewOutcomes = ['next_round', 'offer', 'rejected', 'withdrawn'] as const
export type InterviewOutcome = (typeof interviewOutcomes)[number]

export const decisionKinds = ['byDate', 'endOfWeek', 'within', 'unknown', 'doNotContact'] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const taskKinds = [
  'thank_you',
  'obtain_contact',
  'follow_up',
  'pre_decision_follow_up',
  'decision_check',
  'promise',
  'keep_searching',
  'custom',
] as const
export type TaskKind = (typeof taskKinds)[number]

export const taskChannels = ['card', 'email', 'phone', 'none'] as const
export type TaskChannel = (typeof taskChannels)[number]

export const taskStatuses = [
  'blocked',
  'scheduled',
  'due',
  'overdue',
  'done',
  'skipped',
  'cancelled',
] as const
export type TaskStatus = (typeof taskStatuses)[number]

/** The rules that derive a task; a custom task has none. */
export const ruleIds = [
  'thank-you',
  'obtain-contact',
  'promise',
  'decide-soon',
  'decide-later',
  'no-timeline',
  'after-decision',
  'silence',
  'keep-searching',
] as const
export type RuleId = (typeof ruleIds)[number]

export const locales = ['en', 'de', 'es', 'fr'] as const
export type Locale = (typeof locales)[number]

/** By what somebody shows who they are. */
export const loginMethods = ['password', 'magic-link', 'invitation', 'oidc'] as const
export type LoginMethod = (typeof loginMethods)[number]
