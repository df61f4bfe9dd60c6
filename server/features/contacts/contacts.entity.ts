import { EntitySchema } from 'typeorm'
import type { ContactRole, TaskChannel } from '../../domain/vocabulary.ts'
import {
  maybeInstant,
  maybeText,
  maybeTexts,
  rowColumns,
  tenantColumns,
  text,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface ContactRow extends VersionedRow {
  employerId: string
  name: string | null
  role: ContactRole
  email: string | null
  phone: string | null
  allowedChannels: TaskChannel[] | null
  notes: string | null
  reachableAt: Date | null
  createdBy: string
  deletedAt: Date | null
  erasedAt: Date | null
}

export const contactEntity = new EntitySchema<ContactRow>({
  name: 'contact',
  tableName: 'contact',
  columns: {
    ...tenantColumns,
    employerId: uuid,
    name: maybeText,
    role: text,
    email: maybeText,
    phone: maybeText,
    allowedChannels: maybeTexts,
    notes: maybeText,
    reachableAt: maybeInstant,
    createdBy: uuid,
    deletedAt: maybeInstant,
    erasedAt: maybeInstant,
    ...rowColumns,
  },
})
