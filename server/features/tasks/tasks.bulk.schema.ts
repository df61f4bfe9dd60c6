import { type Static, Type } from 'typebox'
import { mostItems } from '../../platform/bulk.ts'
import { Body, Id, OrNull, Text, Version } from '../../platform/schema.ts'
import { SnoozeBody } from './tasks.schema.ts'

export const bulkActs = ['complete', 'skip', 'snooze', 'reassign', 'undo'] as const

export const TaskBulkBody = Body(
  {
    act: Type.Enum([...bulkActs]),
    tasks: Type.Array(Body({ id: Id, version: Type.Optional(Version) }), {
      minItems: 1,
      maxItems: mostItems,
      description: 'Each with the version that you have seen: without it 428.',
    }),
    outcome: Type.Optional(
      OrNull(
        Type.Enum(['sent', 'other'], {
          description: 'Of complete. How a call ended is said of each by itself: it may plan anew.',
        }),
      ),
    ),
    note: Type.Optional(OrNull(Text(5000, 'Of complete.'))),
    reason: Type.Optional(OrNull(Text(300, 'Of skip.'))),
    until: SnoozeBody.properties.until,
    coachId: Type.Optional(Id),
  },
  {
    description:
      'One act on up to 500 tasks. Of snooze: until. Of reassign: coachId, who must look after the client; for admins, primary coaches and keys with clients:write. Undo takes back the last act of each, within 60 seconds.',
  },
)
export type TaskBulk = Static<typeof TaskBulkBody>
