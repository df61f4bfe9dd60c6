import { EntitySchema } from 'typeorm'
import type { ClientStatus, Locale } from '../../domain/vocabulary.ts'
import {
  day,
  maybeInstant,
  maybeText,
  maybeUuid,
  ownTrue,
  rowColumns,
  tenantColumns,
  text,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface ClientRow extends VersionedRow {
  accountId: string | null
  primaryCoachId: string
  name: string
  email: string | null
  phone: string | null
  timeZone: string
  locale: Locale
  status: ClientStatus
  target: string | null
  deletedAt: Date | null
  /** Since when they are placed or archived. */
  closedAt: Date | null
  erasedAt: Date | null
  consentPipeline: boolean
  consentNotes: boolean
  consentContacts: boolean
  consentEndsOn: string | null
  consentGivenAt: Date | null
  consentSource: string | null
}

export const clientEntity = new EntitySchema<ClientRow>({
  name: 'client',
  tableName: 'client',
  columns: {
    ...tenantColumns,
    accountId: maybeUuid,
    primaryCoachId: uuid,
    name: text,
    email: maybeText,
    phone: maybeText,
    timeZone: text,
    locale: text,
    status: text,
    target: maybeText,
    deletedAt: maybeInstant,
    closedAt: maybeInstant,
    erasedAt: maybeInstant,
    consentPipeline: ownTrue,
    consentNotes: ownTrue,
    consentContacts: ownTrue,
    consentEndsOn: day,
    consentGivenAt: maybeInstant,
    consentSource: maybeText,
    ...rowColumns,
  },
})
