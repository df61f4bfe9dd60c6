import { usePermissions } from 'ra-core'
import type { Role } from '../../../server/domain/vocabulary.ts'
import type { Contact } from '../api/types.ts'

/** Clients change all of whom they entered; of others they only fill in what is not known yet. */
export function useGapsOnly(contact: Pick<Contact, 'enteredByMe'> | undefined): boolean {
  const { permissions } = usePermissions<Role>()
  return permissions === 'client' && contact?.enteredByMe === false
}
