import { severalGraph } from '../../graphql/several.ts'
import { contactReader } from './contacts.reading.ts'
import { ContactBody } from './contacts.schema.ts'
import { createContacts } from './contacts.service.ts'

export const contactsAddedGraph = severalGraph({
  ...{ name: 'createContacts', input: 'CreateContactInput', nouns: 'contacts' },
  ...{ item: ContactBody, create: createContacts },
  shows: { name: 'contact', type: 'Contact', reader: contactReader },
})
