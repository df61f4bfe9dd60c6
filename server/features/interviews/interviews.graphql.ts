import {
  decisionKinds,
  interviewFormats,
  interviewOutcomes,
  interviewStatuses,
} from '../../domain/vocabulary.ts'
import { knownOf, listOf, listsOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { clientReader } from '../clients/clients.reading.ts'
import { contactReader } from '../contacts/contacts.reading.ts'
import { employerReader } from '../employers/employers.reading.ts'
import { opportunityReader } from '../opportunities/opportunities.reading.ts'
import { decisionKnown, interviewReader, participantsKnown, timelineKnown } from './interviews.reading.ts'
import { InterviewQuery } from './interviews.schema.ts'

const listing = { query: InterviewQuery, sort: 'startsAt' }
const filters = /* GraphQL */ `
  ids: [ID!]
  "Part of its words, as in REST."
  q: String
  status: [InterviewStatus!]
  startsAfter: DateTime
  startsBefore: DateTime
  "What has changed since, this moment included."
  updatedSince: DateTime
  sort: InterviewSort
`

export const interviewGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('InterviewFormat', 'How an interview is held.', interviewFormats)}
    ${enumType('InterviewStatus', 'Whether an interview takes or took place.', interviewStatuses)}
    ${enumType('InterviewOutcome', 'How an interview ended.', interviewOutcomes)}
    ${enumType('DecisionKind', 'What an employer says about when they decide.', decisionKinds)}
    ${sortType('InterviewSort', ['startsAt', 'createdAt', 'updatedAt'])}
    "Somebody who took part in an interview."
    type InterviewParticipant {
      "The contact."
      contactId: ID!
      "The contact; null when there is none that you see."
      contact: Contact
      "Null for somebody whose name is not known, and where the client withholds it."
      name: String
      "What they do at the employer."
      role: ContactRole!
      "Where they get mail."
      email: String
      "Where they are called."
      phone: String
    }
    "What the employer said about the decision. Append-only: the latest stands."
    type TimelineStatement {
      "A UUID (version 7)."
      id: ID!
      "The interview that it is about."
      interviewId: ID!
      "What was said."
      kind: DecisionKind!
      "The date that was said, if one was."
      date: Date
      "The number of days that was said, if one was."
      days: Int
      "When it was said."
      statedAt: DateTime
      "The contact who said it."
      statedBy: ID
      "What they said, in their words."
      words: String
      "The member or client who entered it."
      recordedBy: ID!
      "When it was entered."
      createdAt: DateTime!
    }
    "One conversation for one opportunity, who took part, and what was said."
    type Interview implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "Whose it is."
      clientId: ID!
      "Whose it is."
      client: Client
      "For what it is held."
      opportunityId: ID!
      "For what it is held."
      opportunity: Opportunity
      "Where it is held."
      employerId: ID!
      "Where it is held."
      employer: Employer
      "When it begins."
      startsAt: DateTime!
      "How long it takes."
      durationMinutes: Int!
      "An IANA time zone: by which its days are counted."
      timeZone: String!
      "How it is held."
      format: InterviewFormat!
      "Which one it is for its opportunity."
      round: Int!
      "Whether it takes or took place."
      status: InterviewStatus!
      "How it ended; null until that is known."
      outcome: InterviewOutcome
      "What was discussed."
      topics: [String!]!
      "What the client said they would send."
      promises: [String!]!
      "What was noted; null where the client withholds it."
      notes: String
      "When the employer decides, by what stands; null where nobody said."
      decisionDate: Date
      "Who took part, in the order in which they were named."
      participants: [InterviewParticipant!]!
      "What stands about the decision; null where nobody said anything."
      decision: TimelineStatement
      "All that was said about the decision, the latest first."
      timeline: [TimelineStatement!]!
      "Rises by one with each change."
      version: Int!
      "When it was entered."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Interview')}
    extend type Opportunity {
      "Its interviews, in the order in which they start."
      interviews(${paging} ${filters}): InterviewConnection!
    }
    extend type Client {
      "Their interviews, in the order in which they start."
      interviews(${paging} ${filters} opportunityId: ID): InterviewConnection!
    }
    extend type Query {
      "The interviews that you see, in the order in which they start."
      interviews(${paging} ${filters} clientId: ID, opportunityId: ID): InterviewConnection!
      "One interview; null when there is none that you see."
      interview(id: ID!): Interview
    }
  `,
  resolvers: {
    Query: { interviews: listOf(interviewReader, listing), interview: recordBy(interviewReader) },
    Interview: {
      client: recordOf(clientReader, 'clientId'),
      opportunity: recordOf(opportunityReader, 'opportunityId'),
      employer: recordOf(employerReader, 'employerId'),
      participants: knownOf(participantsKnown, []),
      decision: knownOf(decisionKnown, null),
      timeline: knownOf(timelineKnown, []),
    },
    InterviewParticipant: { contact: recordOf(contactReader, 'contactId') },
    Opportunity: { interviews: listsOf(interviewReader, 'opportunityId', listing) },
    Client: { interviews: listsOf(interviewReader, 'clientId', listing) },
  },
}
