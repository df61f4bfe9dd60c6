import type {
  ClientStatus,
  ContactRole,
  DecisionKind,
  InterviewFormat,
  InterviewOutcome,
  InterviewStatus,
  OpportunityStage,
  Role,
  TaskChannel,
  TaskKind,
  TaskStatus,
} from '../../../server/domain/vocabulary.ts'

export interface Versioned {
  id: string
  version: number
  createdAt: string
  updatedAt: string
}

export interface Me {
  id: string
  email: string
  name: string
  role: Role
  organization: { id: string; name: string }
  memberId: string | null
  clientId: string | null
  locale: string
  timeZone: string
}

export interface Client extends Versioned {
  name: string
  email: string | null
  phone: string | null
  target: string | null
  timeZone: string
  locale: string
  status: ClientStatus
  openTasks: { overdue: number; due: number; scheduled: number }
  nextTask: { id: string; kind: TaskKind; status: TaskStatus; dueAt: string; overdueAt: string | null } | null
}

export interface Employer extends Versioned {
  name: string
  country: string | null
  region: string | null
}

export interface Contact extends Versioned {
  employerId: string
  name: string | null
  role: ContactRole
  email: string | null
  phone: string | null
}

export interface Opportunity extends Versioned {
  clientId: string
  employerId: string
  employer: { id: string; name: string }
  title: string
  stage: OpportunityStage
}

export interface Decision {
  kind: DecisionKind
  date?: string | null
  days?: number | null
  statedAt?: string
  statedBy?: string | null
  words?: string | null
}

export interface Timeline {
  id: string
  interviewId: string
  kind: DecisionKind
  date: string | null
  days: number | null
  statedAt: string | null
  statedBy: string | null
  words: string | null
  createdAt: string
}

export interface Participant {
  contactId: string
  name: string | null
  role: ContactRole
  email: string | null
  phone: string | null
}

export interface Interview extends Versioned {
  clientId: string
  opportunityId: string
  startsAt: string
  durationMinutes: number
  timeZone: string
  format: InterviewFormat
  round: number
  status: InterviewStatus
  outcome: InterviewOutcome | null
  notes: string | null
  decisionDate: string | null
  participants: Participant[]
  topics: string[]
  promises: string[]
  decision: Timeline | null
  client: { id: string; name: string }
  opportunity: { id: string; title: string; employer: { id: string; name: string } }
}

export interface TaskIncludes {
  client?: { id: string; name: string; timeZone: string } | null
  contact?: { id: string; name: string | null; role: ContactRole; email: string | null; phone: string | null } | null
  opportunity?: {
    id: string
    title: string
    stage: OpportunityStage
    employer: { id: string; name: string }
  } | null
}

export interface Task extends Versioned, TaskIncludes {
  clientId: string
  opportunityId: string | null
  interviewId: string | null
  contactId: string | null
  coachId: string
  kind: TaskKind
  channel: TaskChannel
  status: TaskStatus
  title: string
  dueAt: string
  overdueAt: string | null
  originalDueAt: string
  snoozeCount: number
  completedAt: string | null
  rule: string | null
  reason: string
  movedByHand: boolean
}

export interface TriageRow {
  client: { id: string; name: string; timeZone: string }
  score: number
  urgency: 'overdue' | 'due' | 'upcoming'
  reasons: { code: string; text: string }[]
  task: Task
  decisionDate: string | null
  moreOpen: number
}

export interface Triage {
  now: string
  counts: { overdue: number; dueToday: number; tomorrow: number; thisWeek: number }
  data: TriageRow[]
  quiet: { client: { id: string; name: string }; days: number }[]
  interviews: {
    id: string
    startsAt: string
    timeZone: string
    round: number
    format: InterviewFormat
    client: { id: string; name: string }
    employer: { id: string; name: string }
    opportunity: { id: string; title: string }
  }[]
}

export interface PlanTask {
  id?: string
  kind: TaskKind
  channel: TaskChannel
  status: TaskStatus
  dueAt: string
  overdueAt: string | null
  participant: number | null
  rule: string
  reason: string
  title: string
  action?: string
}

export interface Plan {
  decisionDate: string | null
  policy: { id: string; version: number }
  note: string | null
  suggestClosing: boolean
  tasks: PlanTask[]
}

export interface Page<T> {
  data: T[]
  page: { nextCursor: string | null; prevCursor: string | null; total: { count: number; exact: boolean } | null }
}
