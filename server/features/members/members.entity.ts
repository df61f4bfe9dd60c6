import { EntitySchema } from 'typeorm'
import type { Locale } from '../../domain/vocabulary.ts'
import { bool, rowColumns, tenantColumns, text, uuid, type VersionedRow } from '../../platform/columns.ts'

export interface MemberRow extends VersionedRow {
  accountId: string
  name: string
  email: string
  role: 'admin' | 'coach'
  active: boolean
  locale: Locale
  timeZone: string
}

export const memberEntity = new EntitySchema<MemberRow>({
  name: 'member',
  tableName: 'member',
  columns: {
    ...tenantColumns,
    accountId: uuid,
    name: text,
    email: text,
    role: text,
    active: bool,
    locale: text,
    timeZone: text,
    ...rowColumns,
  },
})
