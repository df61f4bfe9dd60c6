import { Type } from 'typebox'
import { topics } from '../../domain/privacy/catalogue.ts'
import { named } from '../../platform/schema.ts'

const sentence = (description: string) => Type.String({ description })

export const Inventory = named(
  'Inventory',
  {
    topics: Type.Array(
      Type.Object({
        topic: Type.Enum([...topics]),
        title: Type.String(),
        what: sentence('What is stored.'),
        why: sentence('What for.'),
        howLong: sentence('For how long, by the practice’s setting.'),
        erased: sentence('What erasing a person does with it.'),
        tables: Type.Array(
          Type.Object({
            table: Type.String(),
            columns: Type.Array(
              Type.Object({
                column: Type.String(),
                onErasure: Type.Enum(['kept', 'cleared', 'deleted']),
              }),
            ),
          }),
        ),
      }),
    ),
  },
  'What is stored about people: every table, and every column that can hold text.',
)
