import { Type } from 'typebox'
import { Body, Id, Instant, named, OrNull, Version } from '../../platform/schema.ts'

const Clock = (description: string) =>
  Type.String({
    pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
    description: `${description} Local time, such as 07:30.`,
  })

const wanted = {
  digest: Type.Boolean({ description: 'A mail in the morning with what the day holds.' }),
  digestAt: Clock('When it comes.'),
  dueMails: Type.Boolean({
    description: 'A mail at the moment a thank-you or a call falls due.',
  }),
  quietFrom: Clock('From when there is no mail.'),
  quietTo: Clock('Until when there is none. From 23:00 to 06:00 there never is.'),
}

const own = {
  digest: OrNull(wanted.digest),
  digestAt: OrNull(wanted.digestAt),
  dueMails: OrNull(wanted.dueMails),
  quietFrom: OrNull(wanted.quietFrom),
  quietTo: OrNull(wanted.quietTo),
}

export const NotificationSettings = named(
  'NotificationSettings',
  {
    id: Type.String({ format: 'uuid', description: 'Of the member or client whose settings they are.' }),
    ...own,
    unsubscribed: Type.Boolean({ description: 'No reminders at all, whatever else is set.' }),
    effective: Type.Object(wanted, { description: 'What holds: your own, else the practice’s, else ours.' }),
    inherited: Type.Object(wanted, {
      description: 'What holds where you have not chosen: the practice’s, else ours.',
    }),
    timeZone: Type.String({ description: 'By whose clock it goes: that of your profile.' }),
    nextDigestAt: OrNull(
      Type.String({ format: 'date-time', description: 'When the next digest would come.' }),
    ),
    version: Version,
  },
  'Which reminders somebody gets by mail. Null: as the practice has it.',
)

export const NotificationDefaults = named(
  'NotificationDefaults',
  {
    id: Id,
    ...own,
    effective: Type.Object(wanted, {
      description: 'What holds for whoever has not chosen: the practice’s, else ours.',
    }),
    inherited: Type.Object(wanted, { description: 'What holds where the practice has not chosen: ours.' }),
    version: Version,
  },
  'Which reminders people of the practice get who have not chosen themselves. Null: as it is for everybody.',
)

const patch = {
  digest: Type.Optional(own.digest),
  digestAt: Type.Optional(own.digestAt),
  dueMails: Type.Optional(own.dueMails),
  quietFrom: Type.Optional(own.quietFrom),
  quietTo: Type.Optional(own.quietTo),
}
export const NotificationPatch = Body({
  ...patch,
  unsubscribed: Type.Optional(Type.Boolean({ description: 'True: no reminders at all. False: as set.' })),
})
export const NotificationDefaultsPatch = Body(patch)

const Token = Type.String({ minLength: 20, maxLength: 100, description: 'From the link of a mail.' })
export const TokenBody = Body({ token: Token })
export const taskActions = ['done', 'snooze', 'answered'] as const
export const TaskActionBody = Body({
  token: Token,
  action: Type.Enum([...taskActions], {
    description: 'answered: done, as they have answered. snooze: to the next business day at 10:00.',
  }),
})

export const TaskAction = named(
  'TaskAction',
  {
    organization: Type.String(),
    title: Type.String(),
    reason: Type.String(),
    client: OrNull(Type.String({ description: 'Null for the client themselves.' })),
    status: Type.String(),
    dueAt: Instant,
    timeZone: Type.String({ description: 'Of the reader.' }),
    actions: Type.Array(Type.Enum([...taskActions]), {
      description: 'What can be done by this link; empty once it has been used, or the task is over.',
    }),
    used: Type.Boolean({ description: 'The link has been used.' }),
    undoUntil: OrNull(Type.String({ format: 'date-time', description: 'Until when it can be taken back.' })),
    taskId: Id,
    interviewId: OrNull(Id),
  },
  'A task behind the link of a reminder.',
)
