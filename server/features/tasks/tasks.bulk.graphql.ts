import { change, changeGraph, resultGraph, resultsOf } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { enumType } from '../../graphql/sdl.ts'
import { bulkActs, TaskBulkBody } from './tasks.bulk.schema.ts'
import { actOnTasks } from './tasks.bulk.ts'
import { taskReader } from './tasks.reading.ts'

const inputs = /* GraphQL */ `
  ${enumType('TaskAct', 'What is done with several tasks.', bulkActs)}
  "A task, and the version of it that you have seen."
  input TaskSeenInput {
    "The task."
    id: ID!
    "The version that you have seen."
    version: Int
  }
  "One act on up to 500 tasks."
  input ActOnTasksInput {
    "What is done."
    act: TaskAct!
    "With which tasks, each with the version that you have seen."
    tasks: [TaskSeenInput!]!
    "Of complete: sent or other. How a call ended is said of each by itself."
    outcome: String
    "Of complete."
    note: String
    "Of skip."
    reason: String
    "Of snooze: to when; left out: the next business day at 10:00."
    until: DateTime
    "Of reassign: who must look after the client."
    coachId: ID
  }
`

const made = changeGraph(inputs, [
  change({
    name: 'actOnTasks',
    description:
      'Does one thing with up to 500 tasks, with a result for each: one that is refused keeps no other from being done.',
    action: actOnTasks,
    body: TaskBulkBody,
    to: ({ body }) => body,
    shows: 'several',
    tells: {
      name: 'results',
      type: '[TaskResult!]',
      description: 'What became of each, in their order.',
      of: resultsOf('tasks'),
    },
  }),
])
const result = resultGraph({ name: 'task', type: 'Task', reader: taskReader })

export const taskBulkGraph: GraphPart = {
  typeDefs: `${result.typeDefs}\n${made.typeDefs}`,
  resolvers: { ...result.resolvers, ...made.resolvers },
}
