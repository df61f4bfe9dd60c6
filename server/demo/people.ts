import type { ClientStatus } from '../domain/vocabulary.ts'
import type { FieldName } from './fields.ts'
import type { PlaceName } from './places.ts'
import type { StoryName } from './stories.ts'

export const members = {
  admin: { name: 'Elaine Northcott', email: 'admin@demo.test', role: 'admin' },
  maya: { name: 'Maya Lindqvist', email: 'coach@demo.test', role: 'coach' },
  daniel: { name: 'Daniel Ferreira', email: 'daniel.ferreira@example.com', role: 'coach' },
  ruth: { name: 'Ruth Adeyemi', email: 'ruth.adeyemi@example.com', role: 'coach' },
} as const
export type MemberName = keyof typeof members
export type CoachName = Exclude<MemberName, 'admin'>

export interface DemoClient {
  name: string
  place: PlaceName
  field: FieldName
  stories: readonly StoryName[]
  status?: ClientStatus
  /** Nothing has happened for more than a week. */
  quiet?: boolean
  /** Further coaches. */
  shared?: readonly [CoachName, 'coaching' | 'viewing']
}

export const clientLogin = 'client@demo.test'
/** The one who has that login. */
export const clientWithLogin = 'Jordan Avery'

const maya: readonly DemoClient[] = [
  {
    name: 'Jordan Avery',
    place: 'newYork',
    field: 'software',
    stories: ['today', 'later', 'moved', 'rejected', 'interested'],
  },
  {
    name: 'Priya Raman',
    place: 'newYork',
    field: 'finance',
    stories: ['todayOnsite', 'applied'],
    shared: ['daniel', 'coaching'],
  },
  { name: 'Thomas Keller', place: 'newYork', field: 'logistics', stories: ['tomorrow', 'passed'] },
  { name: 'Monique Dupree', place: 'newYork', field: 'health', stories: ['tomorrowOnsite', 'withdrawn'] },
  { name: 'Samuel Osei', place: 'newYork', field: 'education', stories: ['yesterday', 'nearing'] },
  { name: 'Grace Thornton', place: 'newYork', field: 'marketing', stories: ['yesterdayPanel', 'applied'] },
  { name: 'Victor Alvarez', place: 'newYork', field: 'software', stories: ['yesterdayOnsite', 'interested'] },
  { name: 'Hannah Weiss', place: 'newYork', field: 'health', stories: ['soon', 'weekAfter'] },
  { name: 'Leon Baptiste', place: 'newYork', field: 'logistics', stories: ['soonMail', 'closed'] },
  {
    name: 'Aisha Karim',
    place: 'newYork',
    field: 'finance',
    stories: ['waiting', 'nextWeek'],
    shared: ['ruth', 'viewing'],
  },
  { name: 'Peter Lindgren', place: 'newYork', field: 'education', stories: ['later', 'noContact'] },
  { name: 'Dolores Vega', place: 'newYork', field: 'marketing', stories: ['passed', 'applied'] },
  { name: 'Nathan Brooks', place: 'newYork', field: 'software', stories: ['moved', 'switchboard'] },
  { name: 'Chloe Sutherland', place: 'newYork', field: 'finance', stories: ['offer', 'twoRounds'] },
  { name: 'Malik Johnson', place: 'california', field: 'logistics', stories: ['movedOut', 'calledOff'] },
  { name: 'Rosa Delgado', place: 'california', field: 'health', stories: ['waiting', 'noShow'] },
  { name: 'Katharina Engel', place: 'munich', field: 'software', stories: ['soon', 'later'] },
  { name: 'Oliver Whitcombe', place: 'london', field: 'marketing', stories: ['yesterday', 'passed'] },
  {
    name: 'Amélie Fontaine',
    place: 'paris',
    field: 'finance',
    stories: ['nearing', 'applied'],
    shared: ['daniel', 'viewing'],
  },
  { name: 'Ethan Caldwell', place: 'newYork', field: 'education', stories: ['quiet'], quiet: true },
  { name: 'Wanda Kowalski', place: 'newYork', field: 'logistics', stories: ['quietApplied'], quiet: true },
  { name: 'Gloria Simmons', place: 'newYork', field: 'health', stories: ['accepted'], status: 'placed' },
]

const daniel: readonly DemoClient[] = [
  { name: 'Ravi Narayan', place: 'bengaluru', field: 'software', stories: ['soon', 'waiting'] },
  { name: 'Sita Gurung', place: 'kathmandu', field: 'education', stories: ['yesterday', 'applied'] },
  { name: 'Yuki Tanabe', place: 'tokyo', field: 'software', stories: ['later', 'interested'] },
  { name: 'Omar Al-Rashid', place: 'riyadh', field: 'logistics', stories: ['soon', 'noContact'] },
  { name: 'Beatriz Salas', place: 'madrid', field: 'marketing', stories: ['moved', 'nextWeek'] },
  {
    name: 'Julian Marsh',
    place: 'newYork',
    field: 'finance',
    stories: ['later', 'weekAfter'],
    shared: ['maya', 'coaching'],
  },
  {
    name: 'Denise Fowler',
    place: 'newYork',
    field: 'health',
    stories: ['yesterdayOnsite'],
    shared: ['maya', 'viewing'],
  },
  {
    name: 'Craig Mahoney',
    place: 'newYork',
    field: 'logistics',
    stories: ['withdrawn', 'applied'],
    status: 'paused',
  },
  { name: 'Ines Cabral', place: 'london', field: 'education', stories: ['rejected', 'waiting'] },
]

const ruth: readonly DemoClient[] = [
  { name: 'Lukas Brandner', place: 'munich', field: 'logistics', stories: ['twoRounds', 'applied'] },
  { name: 'Sophie Garland', place: 'london', field: 'finance', stories: ['passed', 'nextWeek'] },
  { name: 'Marc Delaunay', place: 'paris', field: 'marketing', stories: ['movedOut', 'interested'] },
  { name: 'Elena Prieto', place: 'madrid', field: 'health', stories: ['yesterdayPanel'] },
  { name: 'Tyrone Mitchell', place: 'california', field: 'software', stories: ['offer', 'tomorrow'] },
  {
    name: 'Abigail Stone',
    place: 'newYork',
    field: 'marketing',
    stories: ['nearing', 'weekAfter'],
    shared: ['maya', 'coaching'],
  },
  {
    name: 'Frank Rinaldi',
    place: 'newYork',
    field: 'education',
    stories: ['quiet'],
    quiet: true,
    shared: ['maya', 'viewing'],
  },
  { name: 'Carmen Ochoa', place: 'california', field: 'education', stories: ['waiting'], status: 'paused' },
  { name: 'Walter Jennings', place: 'newYork', field: 'finance', stories: ['rejected'], status: 'archived' },
]

export const clients: Readonly<Record<CoachName, readonly DemoClient[]>> = { maya, daniel, ruth }
