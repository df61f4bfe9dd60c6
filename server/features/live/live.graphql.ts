import { recordOf } from '../../graphql/fields.ts'
import type { GraphPart, Live, Resolve } from '../../graphql/part.ts'
import { hearInterviews, ofInterviews } from '../interviews/interviews.live.ts'
import { interviewReader } from '../interviews/interviews.reading.ts'
import { hearTasks, ofTasks } from '../tasks/tasks.live.ts'
import { taskReader } from '../tasks/tasks.reading.ts'

/** What can be listened to over a socket. */
export const liveGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "What can be listened to, over graphql-transport-ws."
    type Subscription {
      "Something happened to a task that you see."
      taskChanged(
        "Only of this client."
        clientId: ID
        "Only those that this coach sees to: an id, or me."
        coachId: ID
      ): TaskChange!
      "Something happened to an interview that you see: it was entered, changed, stated about or planned anew."
      interviewChanged(
        "Only of this client."
        clientId: ID
        "Only of clients whom this coach leads: an id, or me."
        coachId: ID
      ): InterviewChange!
    }
    "Something that happened to a task."
    type TaskChange {
      "The same as a webhook's: such as task.due, task.completed, task.deleted."
      event: String!
      "When it happened."
      occurredAt: DateTime!
      "To which task."
      taskId: ID!
      "Whose it is."
      clientId: ID!
      "The task as it is now; null when it was removed."
      task: Task
    }
    "Something that happened to an interview."
    type InterviewChange {
      "The same as a webhook's: such as interview.created, timeline.stated, plan.changed."
      event: String!
      "When it happened."
      occurredAt: DateTime!
      "To which interview."
      interviewId: ID!
      "Whose it is."
      clientId: ID!
      "The interview as it is now; null when it was removed."
      interview: Interview
    }
  `,
  resolvers: {
    TaskChange: { task: recordOf(taskReader, 'taskId') as Resolve },
    InterviewChange: { interview: recordOf(interviewReader, 'interviewId') as Resolve },
  },
  live: {
    taskChanged: { hear: hearTasks, types: ofTasks } as Live,
    interviewChanged: { hear: hearInterviews, types: ofInterviews } as Live,
  },
}
