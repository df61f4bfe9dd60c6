import { EntitySchema } from 'typeorm'
import { int, uuid } from '../../platform/columns.ts'

/** A contact who took part in an interview; `position` is the order in which they were named. */
export interface ParticipantRow {
  organizationId: string
  interviewId: string
  contactId: string
  employerId: string
  position: number
}

export const participantEntity = new EntitySchema<ParticipantRow>({
  name: 'participant',
  tableName: 'participant',
  columns: {
    organizationId: { ...uuid, primary: true },
    interviewId: { ...uuid, primary: true },
    contactId: { ...uuid, primary: true },
    employerId: uuid,
    position: int,
  },
})
