import { expect, it } from 'vitest'
import { employers } from '../../../server/demo/employers.ts'
import { nameFrom, seat } from '../../../server/demo/panel.ts'
import { createDice } from '../../../server/demo/random.ts'

it.each(employers.map((employer) => [employer.name, employer] as const))(
  'nobody at %s has the name, and so the address, of another',
  (_, employer) => {
    const dice = createDice(Number(process.env.SEED))
    const taken = new Set<string>()
    const people = Array.from({ length: 8 }, () =>
      seat(dice, taken, employer, ['manager', 'noAddress', 'receptionist']),
    )
    const found = Array.from({ length: 8 }, () => nameFrom(dice, taken, employer))
    const names = [...people.flat().map(({ name }) => name), ...found]
    expect(new Set(names).size).toBe(names.length)
  },
)
