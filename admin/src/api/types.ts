import type { components } from './schema.generated.ts'

type Schemas = components['schemas']

/** The answers of the API under the names of the glossary, from openapi.yaml. */
export type Me = Schemas['Me']
export type Activity = Schemas['Activity']
export type Client = Schemas['Client']
export type Contact = Schemas['Contact']
export type Employer = Schemas['Employer']
export type Opportunity = Schemas['Opportunity']
export type Interview = Schemas['Interview']
export type Participant = Interview['participants'][number]
export type Timeline = Schemas['TimelineStatement']
export type Task = Schemas['Task']
export type Plan = Schemas['Plan']
export type PlanTask = Plan['tasks'][number]
export type Triage = Schemas['Triage']
export type TriageRow = Triage['data'][number]
