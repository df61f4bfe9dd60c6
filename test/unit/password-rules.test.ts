import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from '../../server/features/auth/auth.passwords.ts'
import { requireGoodPassword } from '../../server/features/auth/auth.rules.ts'

const context = ['robin.fields@harbour.test', 'Harbour Careers']
const trying = (password: string) => () => requireGoodPassword(password, context)

describe('a new password', () => {
  it.each([
    'twelve signs',
    'quiet otters',
    '!! ?? ;; ,, ::',
    'ДлинныйПароль',
    '🦦 otters 🦦 swim',
    'only lower case letters and spaces',
    'correct '.repeat(3) + 'y'.repeat(40),
    'a long one '.repeat(80),
  ])('may be "%s"', (password) => {
    expect(trying(password)).not.toThrow()
  })

  it('has twelve characters at the least, as people count them', () => {
    expect(trying('eleven sign')).toThrow()
    expect(trying('🦦'.repeat(6))).toThrow()
  })

  it.each(['password1234', '1qaz2wsx3edc', 'Password!2024', 'qwertyuiop123', 'aaaaaaaaaaaa', 'abcdefghijkl'])(
    'that others would try first is refused: %s',
    (password) => {
      expect(trying(password)).toThrow()
    },
  )

  it.each(['afterword2024', 'Afterword!!!!', 'harbour12345', 'Careers-2024!', 'robin-fields1'])(
    'made of the address, the practice or Afterword is refused: %s',
    (password) => {
      expect(trying(password)).toThrow()
    },
  )
})

it('a password counts exactly as it was sent, to its last character', async () => {
  const password = ` Quiet otters ${'swim '.repeat(100)}Z `
  const stored = await hashPassword(password)
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(stored, password)).toBe(true)
  for (const other of [password.trim(), password.toLowerCase(), password.slice(0, -2), `${password} `])
    expect(await verifyPassword(stored, other)).toBe(false)
  expect(await verifyPassword(null, password)).toBe(false)
})
