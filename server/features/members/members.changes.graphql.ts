import { change, changeGraph } from '../../graphql/changes.ts'
import { memberReader } from './members.reading.ts'
import { MemberPatch } from './members.schema.ts'
import * as service from './members.service.ts'

const inputs = /* GraphQL */ `
  "What is to be changed; what is left out stays."
  input UpdateMemberInput {
    "The member."
    id: ID!
    "The version that you are changing."
    version: Int
    "What they are called."
    name: String
    "In which language they read."
    locale: Locale
    "An IANA time zone."
    timeZone: String
    "What they do for the practice."
    role: MemberRole
    "Whether they can log in."
    active: Boolean
  }
  "Whose logins end."
  input EndMemberSessionsInput {
    "The member."
    id: ID!
  }
`

export const memberChangeGraph = changeGraph(inputs, [
  change({
    name: 'updateMember',
    description: 'Changes a member: an admin all, members their own name, language and zone.',
    action: service.changeMember,
    body: MemberPatch,
    ids: ['id'],
    version: 'needed',
    to: ({ id, body, check }) => ({ id, patch: body, check }),
    shows: { name: 'member', type: 'Member', reader: memberReader },
  }),
  change({
    name: 'endMemberSessions',
    description: 'Ends all logins of a member; they can log in again.',
    action: service.endMemberSessions,
    body: null,
    ids: ['id'],
    to: ({ id }) => id,
    shows: null,
    idOf: (_, { id }) => id,
  }),
])
