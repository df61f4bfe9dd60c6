import type { Static } from 'typebox'
import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import type { Action } from '../../platform/scope.ts'
import { memberReader } from './members.reading.ts'
import { DeactivateBody, MemberPatch } from './members.schema.ts'
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
  "Who is deactivated."
  input DeactivateMemberInput {
    "The member."
    id: ID!
    "Only if the version is still this one."
    version: Int
    "Who becomes the primary coach of their clients, with the open tasks."
    handOverTo: ID
  }
  "Whose logins end."
  input EndMemberSessionsInput {
    "The member."
    id: ID!
  }
`

const shows = { name: 'member', type: 'Member', reader: memberReader }

/** What also touches clients stands above the members, and is given in. */
interface Handover {
  deactivateMember: Action<
    { id: string; handOverTo: string | null; check: (storedVersion: number) => void },
    { id: string }
  >
}

export const memberChangeGraph = ({ deactivateMember }: Handover): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'updateMember',
      description: 'Changes a member: an admin all, members their own name, language and zone.',
      action: service.changeMember,
      body: MemberPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'deactivateMember',
      description:
        'Deactivates a member: their logins end at once, their clients and open tasks go to another.',
      action: deactivateMember,
      body: DeactivateBody,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, body, check }) => ({
        ...{ id, check },
        handOverTo: (body as Static<typeof DeactivateBody>).handOverTo ?? null,
      }),
      shows,
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
