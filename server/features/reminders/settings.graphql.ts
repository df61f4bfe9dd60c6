import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { NotificationDefaultsPatch, NotificationPatch } from './settings.schema.ts'
import * as service from './settings.service.ts'

export const notificationGraph: GraphPart = {
  typeDefs: /* GraphQL */ `
    "What holds in the end, for whoever has not chosen otherwise."
    type EffectiveNotifications {
      "Whether a mail comes in the morning with what the day holds."
      digest: Boolean!
      "When it comes, local time such as 07:30."
      digestAt: String!
      "Whether a mail comes at the moment a thank-you or a call falls due."
      dueMails: Boolean!
      "From when there is no mail."
      quietFrom: String!
      "Until when there is none."
      quietTo: String!
    }
    "Which reminders somebody gets by mail. Null: as the practice has it."
    type NotificationSettings {
      "Of the member or client whose settings they are."
      id: ID!
      "Whether a mail comes in the morning with what the day holds."
      digest: Boolean
      "When it comes, local time such as 07:30."
      digestAt: String
      "Whether a mail comes at the moment a thank-you or a call falls due."
      dueMails: Boolean
      "From when there is no mail."
      quietFrom: String
      "Until when there is none. From 23:00 to 06:00 there never is."
      quietTo: String
      "No reminders at all, whatever else is set."
      unsubscribed: Boolean!
      "What holds: your own, else the practice’s, else ours."
      effective: EffectiveNotifications!
      "What holds where you have not chosen: the practice’s, else ours."
      inherited: EffectiveNotifications!
      "By whose clock it goes: that of your profile."
      timeZone: String!
      "When the next digest would come."
      nextDigestAt: DateTime
      "Rises by one with each change."
      version: Int!
    }
    "Which reminders people of the practice get who have not chosen themselves."
    type NotificationDefaults {
      "The practice’s."
      id: ID!
      "Whether a mail comes in the morning with what the day holds."
      digest: Boolean
      "When it comes, local time such as 07:30."
      digestAt: String
      "Whether a mail comes at the moment a thank-you or a call falls due."
      dueMails: Boolean
      "From when there is no mail."
      quietFrom: String
      "Until when there is none. From 23:00 to 06:00 there never is."
      quietTo: String
      "What holds for whoever has not chosen: the practice’s, else ours."
      effective: EffectiveNotifications!
      "What holds where the practice has not chosen: ours."
      inherited: EffectiveNotifications!
      "Rises by one with each change."
      version: Int!
    }
    extend type Query {
      "Which reminders you get by mail; null for an API key."
      notificationSettings: NotificationSettings
      "What holds for whoever has not chosen; null where you may not see it."
      notificationDefaults: NotificationDefaults
    }
  `,
  resolvers: {
    Query: {
      notificationSettings: (_root, _args, { scope }) =>
        scope.perform(service.getNotificationSettings, undefined),
      notificationDefaults: (_root, _args, { scope }) =>
        scope.perform(service.getNotificationDefaults, undefined),
    },
  },
}

const inputs = /* GraphQL */ `
  "What is to be changed; what is left out stays, null takes what the practice has."
  input UpdateNotificationSettingsInput {
    "The version that you are changing."
    version: Int
    "Whether a mail comes in the morning with what the day holds."
    digest: Boolean
    "When it comes, local time such as 07:30."
    digestAt: String
    "Whether a mail comes at the moment a thank-you or a call falls due."
    dueMails: Boolean
    "From when there is no mail; together with quietTo."
    quietFrom: String
    "Until when there is none; together with quietFrom."
    quietTo: String
    "True: no reminders at all."
    unsubscribed: Boolean
  }
  "What is to be changed; what is left out stays, null takes what holds everywhere."
  input UpdateNotificationDefaultsInput {
    "The version that you are changing."
    version: Int
    "Whether a mail comes in the morning with what the day holds."
    digest: Boolean
    "When it comes, local time such as 07:30."
    digestAt: String
    "Whether a mail comes at the moment a thank-you or a call falls due."
    dueMails: Boolean
    "From when there is no mail; together with quietTo."
    quietFrom: String
    "Until when there is none; together with quietFrom."
    quietTo: String
  }
`

export const notificationChangeGraph = changeGraph(inputs, [
  change({
    name: 'updateNotificationSettings',
    description: 'Changes which reminders you get by mail.',
    action: service.changeNotificationSettings,
    body: NotificationPatch,
    version: 'needed',
    to: ({ body, check }) => ({ patch: body, check }),
    shows: null,
  }),
  change({
    name: 'updateNotificationDefaults',
    description: 'Changes which reminders people get who have not chosen themselves.',
    action: service.changeNotificationDefaults,
    body: NotificationDefaultsPatch,
    version: 'needed',
    to: ({ body, check }) => ({ patch: body, check }),
    shows: null,
  }),
])
