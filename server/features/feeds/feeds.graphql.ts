import { change, changeGraph } from '../../graphql/changes.ts'
import { listOf, recordBy } from '../../graphql/fields.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { connectionTypes, paging, sortType } from '../../graphql/sdl.ts'
import { feedReader } from './feeds.reading.ts'
import { CalendarFeedBody, CalendarFeedQuery } from './feeds.schema.ts'
import * as service from './feeds.service.ts'

export const feedGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    ${sortType('CalendarFeedSort', ['createdAt', 'updatedAt'])}
    "A secret address under which a calendar can be subscribed to."
    type CalendarFeed implements Node {
      "A UUID (version 7)."
      id: ID!
      "The practice."
      organizationId: ID!
      "Whose access it uses; null: the client's own."
      memberId: ID
      "The one client whom it is about; null: all whom the member looks after."
      clientId: ID
      "The end of the address, to recognize it by."
      hint: String!
      "When a calendar asked last, to the minute."
      lastFetchedAt: DateTime
      "Rises by one with each change."
      version: Int!
      "When it was made."
      createdAt: DateTime!
      "When anything of this was changed last."
      updatedAt: DateTime!
    }
    ${connectionTypes('CalendarFeed')}
    extend type Query {
      "Your own calendar addresses, and as a client those that a coach has made for you."
      calendarFeeds(
        ${paging}
        ids: [ID!]
        "Only those about this client alone."
        clientId: ID
        "What has changed since, this moment included."
        updatedSince: DateTime
        sort: CalendarFeedSort
      ): CalendarFeedConnection!
      "One of them; null when it is none of yours."
      calendarFeed(id: ID!): CalendarFeed
    }
  `,
  resolvers: {
    Query: {
      calendarFeeds: listOf(feedReader, { query: CalendarFeedQuery, sort: 'createdAt' }),
      calendarFeed: recordBy(feedReader),
    },
  },
}

const inputs = /* GraphQL */ `
  "Whose calendar it is to be."
  input CreateCalendarFeedInput {
    "Of a client without a login, for whom you make it. Left out: your own calendar."
    clientId: ID
  }
  "Which address is revoked."
  input RevokeCalendarFeedInput {
    "The calendar feed."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

/** @param publicUrl where the server is reached */
export const feedChangeGraph = (publicUrl: string): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createCalendarFeed',
      description: 'Makes a secret address under which a calendar can be subscribed to.',
      action: service.createFeed(publicUrl),
      body: CalendarFeedBody,
      to: ({ body }) => body,
      shows: { name: 'calendarFeed', type: 'CalendarFeed', reader: feedReader },
      tells: {
        name: 'url',
        type: 'String',
        description: 'The address itself; it is shown this once.',
        of: ({ url }: { url: string }) => url,
      },
    }),
    change({
      name: 'revokeCalendarFeed',
      description: 'Revokes an address, at once and for good.',
      action: service.revokeFeed,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
  ])
