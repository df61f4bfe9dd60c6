import { reader } from '../../platform/reading.ts'
import type { ContactRow } from './contacts.entity.ts'
import { listContacts } from './contacts.store.ts'

/** Contacts for the graph. What members note about a contact is theirs. */
export const contactReader = reader({
  permission: 'contacts:read',
  list: listContacts,
  needs: { notes: ['notes', 'createdBy'], enteredByMe: ['createdBy'], employer: ['employerId'] },
  finish: ({ actor }, rows: ContactRow[]) =>
    rows.map((row) => {
      const enteredByMe = row.createdBy === actor.id
      return { ...row, enteredByMe, notes: actor.role === 'client' && !enteredByMe ? null : row.notes }
    }),
})
