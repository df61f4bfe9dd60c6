import { EntitySchema } from 'typeorm'
import {
  bool,
  instant,
  int,
  maybeInstant,
  maybeText,
  maybeUuid,
  ownInstant,
  type TenantRow,
  tenantColumns,
  uuid,
} from '../../platform/columns.ts'

/** A login. By real time, not by the clock that tests move. */
export interface SessionRow extends TenantRow {
  accountId: string
  memberId: string | null
  clientId: string | null
  /** Of its refresh token. */
  generation: number
  createdAt: Date
  rotatedAt: Date
  expiresAt: Date
  endedAt: Date | null
  userAgent: string | null
  ip: string | null
  method: string | null
  secondFactor: boolean
}

export const sessionEntity = new EntitySchema<SessionRow>({
  name: 'session',
  tableName: 'session',
  columns: {
    ...tenantColumns,
    accountId: uuid,
    memberId: maybeUuid,
    clientId: maybeUuid,
    generation: int,
    createdAt: ownInstant,
    rotatedAt: instant,
    expiresAt: instant,
    endedAt: maybeInstant,
    userAgent: maybeText,
    ip: maybeText,
    method: maybeText,
    secondFactor: bool,
  },
})
