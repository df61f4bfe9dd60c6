import { change, changeGraph } from '../../graphql/changes.ts'
import { listOf, recordBy } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, enumType, paging, sortType } from '../../graphql/sdl.ts'
import { invitationReader } from './invitations.reading.ts'
import { InvitationBody, InvitationQuery } from './invitations.schema.ts'
import * as service from './invitations.service.ts'

export const invitationGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${enumType('InvitationKind', 'To work here, or to see one’s own things as a client.', ['member', 'client'])}
    ${enumType('InvitationStatus', 'Whether it can still be accepted.', ['open', 'accepted', 'expired', 'revoked'])}
    ${sortType('InvitationSort', ['createdAt'])}
    "A link by mail with which somebody gets a login. It works once, for seven days."
    type Invitation implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "To work here, or to see one's own things as a client."
      kind: InvitationKind!
      "Where it was sent."
      email: String!
      "Of a member: what they are to do."
      role: MemberRole
      "The client who is invited."
      clientId: ID
      "Whether it can still be accepted."
      status: InvitationStatus!
      "Who invites."
      invitedBy: ID!
      "When the last mail went out."
      sentAt: DateTime!
      "When the link ends."
      expiresAt: DateTime!
      "When it was accepted."
      acceptedAt: DateTime
      "Rises by one with each change."
      version: Int!
      "When they were invited first."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('Invitation')}
    extend type Query {
      "Who has been invited; coaches see those of their clients."
      invitations(
        ${paging}
        ids: [ID!]
        clientId: ID
        "Only those that can still be accepted, or only the others."
        open: Boolean
        sort: InvitationSort
      ): InvitationConnection!
      "One invitation; null when there is none that you see."
      invitation(id: ID!): Invitation
    }
  `,
  resolvers: {
    Query: {
      invitations: listOf(invitationReader, { query: InvitationQuery, sort: 'createdAt' }),
      invitation: recordBy(invitationReader),
    },
  },
}

const inputs = /* GraphQL */ `
  "Who is invited."
  input CreateInvitationInput {
    "To work here, or to see one's own things as a client."
    kind: InvitationKind!
    "Of a member; a client's is on the client."
    email: String
    "Of a member: what they are to do."
    role: MemberRole
    "Of a member: what they are called."
    name: String
    "The client who is invited."
    clientId: ID
    "In which language the mail is."
    locale: Locale
  }
  "Whose link is sent anew."
  input ResendInvitationInput {
    "The invitation."
    id: ID!
  }
  "Whose link works no more."
  input RevokeInvitationInput {
    "The invitation."
    id: ID!
  }
`

const shows = { name: 'invitation', type: 'Invitation', reader: invitationReader }

export const invitationChangeGraph = (host: service.Host): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createInvitation',
      description: 'Invites somebody by mail: an admin members, coaches their clients.',
      action: service.createInvitation(host),
      body: InvitationBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'resendInvitation',
      description: 'Sends a new link; the one before works no more.',
      action: service.resendInvitation(host),
      body: null,
      ids: ['id'],
      to: ({ id }) => id,
      shows,
    }),
    change({
      name: 'revokeInvitation',
      description: 'The link works no more. Doing it twice is the same as once.',
      action: service.revokeInvitation,
      body: null,
      ids: ['id'],
      to: ({ id }) => id,
      shows,
      idOf: (_, { id }) => id,
    }),
  ])
