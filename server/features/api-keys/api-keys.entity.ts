import { EntitySchema } from 'typeorm'
import {
  maybeInstant,
  ownBool,
  rowColumns,
  tenantColumns,
  text,
  texts,
  uuid,
  type VersionedRow,
} from '../../platform/columns.ts'

export interface ApiKeyRow extends VersionedRow {
  name: string
  hint: string
  scopes: string[]
  restricted: boolean
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
  createdBy: string
}

export const apiKeyEntity = new EntitySchema<ApiKeyRow>({
  name: 'apiKey',
  tableName: 'api_key',
  columns: {
    ...tenantColumns,
    name: text,
    hint: text,
    scopes: texts,
    restricted: ownBool,
    expiresAt: maybeInstant,
    revokedAt: maybeInstant,
    lastUsedAt: maybeInstant,
    createdBy: uuid,
    ...rowColumns,
  },
})
