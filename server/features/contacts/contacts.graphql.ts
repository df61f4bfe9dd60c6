import { contactRoles, taskChannels } from '../../domain/vocabulary.ts'
import { listOf, listsOf, recordBy, recordOf } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { employerReader } from '../employers/employers.reading.ts'
import { contactReader } from './contacts.reading.ts'
import { ContactQuery } from './contacts.schema.ts'

const listing = { query: ContactQuery, sort: 'createdAt' }
const filters = /* GraphQL */ `
  ids: [ID!]
  "Part of the name or mail address."
  q: String
  "What has changed since, this moment included."
  updatedSince: DateTime
  sort: ContactSort
`

export const contactGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('ContactRole', 'What a contact does at the employer.', contactRoles)}
    ${enumType('TaskChannel', 'By what way something is done.', taskChannels)}
    ${sortType('ContactSort', ['createdAt', 'updatedAt'])}
    "A person at an employer."
    type Contact implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "Where they work."
      employerId: ID!
      "Where they work."
      employer: Employer
      "Null for somebody whose name is not known."
      name: String
      "What they do there."
      role: ContactRole!
      "Where they get mail."
      email: String
      "Where they are called."
      phone: String
      "By what ways they want to be reached; null: any."
      allowedChannels: [TaskChannel!]
      "What members noted about them; null for clients, but on their own entries."
      notes: String
      "Clients may change all of whom they entered, and of others only what is not known yet."
      enteredByMe: Boolean!
      "Rises by one with each change."
      version: Int!
      "When they were added."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Contact')}
    extend type Employer {
      "The people there whom you see, in the order in which they were added."
      contacts(${paging} ${filters}): ContactConnection!
    }
    extend type Query {
      "The contacts that you see, in the order in which they were added."
      contacts(${paging} ${filters} employerId: ID): ContactConnection!
      "One contact; null when there is none that you see."
      contact(id: ID!): Contact
    }
  `,
  resolvers: {
    Query: { contacts: listOf(contactReader, listing), contact: recordBy(contactReader) },
    Contact: { employer: recordOf(employerReader, 'employerId') },
    Employer: { contacts: listsOf(contactReader, 'employerId', listing) },
  },
}
