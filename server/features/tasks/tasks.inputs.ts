/** What changes of tasks take. */
export const taskInputs = /* GraphQL */ `
  "A new task of somebody’s own."
  input CreateTaskInput {
    "For whom it is done."
    clientId: ID!
    "For what it is done."
    opportunityId: ID
    "Whom it is about."
    contactId: ID
    "What is to be done."
    title: String!
    "By what way; left out: none."
    channel: TaskChannel
    "When it falls due."
    dueAt: DateTime!
    "When it becomes overdue; left out: never."
    overdueAt: DateTime
    "What is to be remembered."
    note: String
  }
  "What is to be changed; what is left out stays, null clears."
  input UpdateTaskInput {
    "The task."
    id: ID!
    "The version that you are changing."
    version: Int
    "What is to be done; only of a task of somebody’s own."
    title: String
    "By what way."
    channel: TaskChannel
    "When it falls due."
    dueAt: DateTime
    "What is to be remembered."
    note: String
  }
  "Which task was done."
  input CompleteTaskInput {
    "The task."
    id: ID!
    "Only if the version is still this one."
    version: Int
    "Of a call, whom it reached: reached, voicemail, no_answer, sent or other."
    outcome: String
    "What is to be remembered."
    note: String
  }
  "Which task is skipped."
  input SkipTaskInput {
    "The task."
    id: ID!
    "Only if the version is still this one."
    version: Int
    "Why."
    reason: String
  }
  "Which task is put off."
  input SnoozeTaskInput {
    "The task."
    id: ID!
    "Only if the version is still this one."
    version: Int
    "To when, at most 90 days ahead; left out: the next business day at 10:00."
    until: DateTime
  }
  "Which task is taken up again."
  input ReopenTaskInput {
    "The task."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
  "Whose last act is taken back."
  input UndoTaskInput {
    "The task."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
  "Which task is removed."
  input RemoveTaskInput {
    "The task."
    id: ID!
    "The version that you are removing."
    version: Int
  }
  "Which task comes back."
  input RestoreTaskInput {
    "The task."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`
