import { removal, removing, restoring } from '../../platform/removal.ts'
import { contactEntity } from './contacts.entity.ts'
import { refuseTwice, requireOwn, shown } from './contacts.service.ts'
import { knownContacts } from './contacts.store.ts'

const contacts = removal({
  noun: 'contact',
  permission: 'contacts:write',
  entity: contactEntity,
  known: knownContacts,
  require: requireOwn,
  // Somebody with that mail address may have been entered in the meantime.
  requireHome: (scope, row) => refuseTwice(scope, row.employerId, row.email),
  clientOf: () => null,
  present: (scope, row) => shown(scope, row),
})

export const removeContact = removing(contacts)
export const restoreContact = restoring(contacts)
