import { EntitySchema } from 'typeorm'
import type { Locale } from '../../domain/vocabulary.ts'
import {
  instant,
  maybeInstant,
  maybeText,
  maybeUuid,
  ownInstant,
  rowColumns,
  tenantColumns,
  text,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface InvitationRow extends VersionedRow {
  kind: 'member' | 'client'
  email: string
  role: 'admin' | 'coach' | null
  clientId: string | null
  name: string | null
  locale: Locale
  tokenHash: Buffer
  invitedBy: string
  sentAt: Date
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
}

export const invitationEntity = new EntitySchema<InvitationRow>({
  name: 'invitation',
  tableName: 'invitation',
  columns: {
    ...tenantColumns,
    kind: text,
    email: text,
    role: maybeText,
    clientId: maybeUuid,
    name: maybeText,
    locale: text,
    tokenHash: { type: 'bytea' },
    invitedBy: uuid,
    sentAt: ownInstant,
    expiresAt: instant,
    acceptedAt: maybeInstant,
    revokedAt: maybeInstant,
    ...rowColumns,
  },
})
