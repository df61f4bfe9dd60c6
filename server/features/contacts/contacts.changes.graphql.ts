import { change, changeGraph } from '../../graphql/changes.ts'
import type { GraphPart } from '../../graphql/part.ts'
import { contactReader } from './contacts.reading.ts'
import { removeContact, restoreContact } from './contacts.removal.ts'
import { ContactBody, ContactPatch } from './contacts.schema.ts'
import * as service from './contacts.service.ts'

const shows = { name: 'contact', type: 'Contact', reader: contactReader }

const fields = /* GraphQL */ `
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
  "What is to be remembered about them."
  notes: String
`

const inputs = /* GraphQL */ `
  "A new contact."
  input CreateContactInput {
    "Where they work."
    employerId: ID!
    ${fields}
  }
  "What is to be changed; what is left out stays, null clears."
  input UpdateContactInput {
    "The contact."
    id: ID!
    "The version that you are changing."
    version: Int
    ${fields}
  }
  "Which contact is removed."
  input RemoveContactInput {
    "The contact."
    id: ID!
    "The version that you are removing."
    version: Int
  }
  "Which contact comes back."
  input RestoreContactInput {
    "The contact."
    id: ID!
    "Only if the version is still this one."
    version: Int
  }
`

export const contactChangeGraph = ({ changeContact }: Pick<typeof service, 'changeContact'>): GraphPart =>
  changeGraph(inputs, [
    change({
      name: 'createContact',
      description: 'Adds a contact.',
      action: service.createContact,
      body: ContactBody,
      to: ({ body }) => body,
      shows,
    }),
    change({
      name: 'updateContact',
      description:
        'Changes a contact. A name or address that is filled in unblocks the thank-you that waited for it.',
      action: changeContact,
      body: ContactPatch,
      ids: ['id'],
      version: 'needed',
      to: ({ id, body, check }) => ({ id, patch: body, check }),
      shows,
    }),
    change({
      name: 'removeContact',
      description:
        'Removes a contact; interviews and tasks that name them keep doing so. They can be brought back for 30 days.',
      action: removeContact,
      body: null,
      ids: ['id'],
      version: 'needed',
      to: ({ id, check }) => ({ id, check }),
      shows: null,
      idOf: (_, { id }) => id,
    }),
    change({
      name: 'restoreContact',
      description: 'Brings a contact back.',
      action: restoreContact,
      body: null,
      ids: ['id'],
      version: 'heeded',
      to: ({ id, check }) => ({ id, check }),
      shows,
    }),
  ])
