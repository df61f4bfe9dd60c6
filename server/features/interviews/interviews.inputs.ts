const told = /* GraphQL */ `
  "Who took part, in their order; left out: as it is."
  participants: [ParticipantInput!]
  "What was discussed."
  topics: [String!]
  "What the client said they would send."
  promises: [String!]
  "What is to be remembered."
  notes: String
`

const facts = (needed: '!' | '') => /* GraphQL */ `
  "When it begins."
  startsAt: DateTime${needed}
  "How long it takes."
  durationMinutes: Int${needed}
  "An IANA time zone."
  timeZone: String${needed}
  "How it is held."
  format: InterviewFormat${needed}
  "Which one it is for its opportunity."
  round: Int
`

const statement = /* GraphQL */ `
  "What was said. byDate needs date; within needs days; doNotContact may have a date."
  kind: DecisionKind!
  "The date that was said."
  date: Date
  "The number of days that was said; they count from the date on which it was said."
  days: Int
  "When it was said; left out: at the end of the interview."
  statedAt: DateTime
  "The contact who said it."
  statedBy: ID
  "What they said, in their words."
  words: String
`

/** What changes of interviews take. */
export const interviewInputs = /* GraphQL */ `
  "A contact by id, or a person who becomes one."
  input ParticipantInput {
    "The contact."
    contactId: ID
    "Null for somebody whose name is not known."
    name: String
    "What they do at the employer."
    role: ContactRole
    "Where they get mail."
    email: String
    "Where they are called."
    phone: String
    "By what ways they want to be reached; null: any."
    allowedChannels: [TaskChannel!]
  }
  "What the employer said about the decision."
  input DecisionInput {
    ${statement}
  }
  "A new interview."
  input CreateInterviewInput {
    "For what it is held."
    opportunityId: ID!
    ${facts('!')}
    ${told}
    "What the employer said about the decision."
    decision: DecisionInput
  }
  "What is to be changed; what is left out stays, null clears."
  input UpdateInterviewInput {
    "The interview."
    id: ID!
    "The version that you are changing."
    version: Int
    ${facts('')}
    ${told}
    "Whether it takes or took place."
    status: InterviewStatus
    "How it ended; null: not known yet."
    outcome: InterviewOutcome
  }
  "What is told after an interview."
  input DebriefInterviewInput {
    "The interview."
    id: ID!
    "Only if the version is still this one."
    version: Int
    ${told}
    "What the employer said about the decision."
    decision: DecisionInput
  }
  "A new statement about the decision."
  input StateTimelineInput {
    "The interview."
    interviewId: ID!
    "Only if the interview's version is still this one."
    version: Int
    ${statement}
  }
  "Which interview is removed."
  input RemoveInterviewInput {
    "The interview."
    id: ID!
    "The version that you are removing."
    version: Int
  }
  "Which interview comes back."
  input RestoreInterviewInput {
    "The interview."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`
