import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dictionary } from '@zxcvbn-ts/language-common'
import fc from 'fast-check'
import popular from 'popular-passwords/data.json' with { type: 'json' }
import { describe, expect, it, onTestFinished } from 'vitest'
import { isGuessable } from '../../server/domain/passwords/guessable.ts'
import { openBreachedPasswords } from '../../server/features/auth/auth.breached.ts'
import { hashPassword, verifyPassword } from '../../server/features/auth/auth.passwords.ts'
import { requireGoodPassword, requireNewPassword, shortest } from '../../server/features/auth/auth.rules.ts'
import { temporaryFolder } from '../setup/folder.ts'

const context = ['robin.fields@harbour.test', 'Harbour Careers', 'Robin Fields-Aldana']
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

  it('is none of the more than 3,000 common ones that are long enough', () => {
    const long = [...new Set([...popular, ...dictionary['passwords-common']])].filter(
      (word) => [...word].length >= shortest,
    )
    expect(long.length).toBeGreaterThan(3000)
    expect(long.filter((word) => !isGuessable(word))).toEqual([])
  })

  it('is no common word with what people add to it', () => {
    const shapes: ((word: string) => string)[] = [
      (word) => `${word}${'1234567890123456'.slice(0, 16 - word.length)}`,
      (word) => `${word[0]?.toUpperCase()}${word.slice(1)}-2026-!!!`,
      (word) => `1999${word}${'!'.repeat(8)}`,
      (word) => `${word}${word}${word}${word}`,
      (word) => `${[...word].reverse().join('')}__20262026`,
      (word) => `${word.replaceAll('a', '@').replaceAll('o', '0').replaceAll('e', '3')}-20262026`,
    ]
    const words = dictionary['passwords-common'].slice(0, 2000).filter((word) => /^[a-z]{4,}$/.test(word))
    expect(words.length).toBeGreaterThan(1000)
    const passed = words.flatMap((word) =>
      shapes.map((shape) => shape(word)).filter((one) => !isGuessable(one)),
    )
    expect(passed).toEqual([])
  })

  it.each([
    'password1234',
    '1qaz2wsx3edc',
    'Password!2024',
    'P@ssw0rd2024!',
    'qwertyuiop123',
    'qwertzuiop123',
    'azertyuiop12',
    'zxcvbnm,./123',
    'aaaaaaaaaaaa',
    'abcdefghijkl',
    '987654321098',
    'xkcdxkcdxkcd',
    'sunshine&rainbow',
    'football.baseball',
    'letmeinplease',
    'drowssap1234',
  ])('that others would try first is refused: %s', (password) => {
    expect(trying(password)).toThrow()
  })

  it('of some words that chance has chosen is hardly ever refused', () => {
    const word = fc.constantFrom(...dictionary['diceware-common'])
    const phrases = fc.sample(fc.tuple(word, word, word), 5000).map((words) => words.join(' '))
    expect(phrases.filter((phrase) => isGuessable(phrase)).length).toBeLessThan(5)
  })

  it.each([
    'afterword2024',
    'Afterword!!!!',
    'harbour12345',
    'Careers-2024!',
    'robin-fields1',
    'Aldana.Robin.1',
    'h@rb0ur-2026!!',
    'sdleif-nibor-1',
  ])('made of the address, the name, the practice or Afterword is refused: %s', (password) => {
    expect(trying(password)).toThrow()
  })
})

describe('with a list of breached passwords', () => {
  const known = Array.from({ length: 500 }, (_, n) => `otters swim at night ${n}`)
  const lineOf = (password: string, n: number) =>
    `${createHash('sha1').update(password).digest('hex').toUpperCase()}:${10 ** (n % 7)}`
  const listOf = async (end: string) => {
    const path = join(await temporaryFolder(), 'breached')
    await writeFile(path, known.map(lineOf).sort().join(end))
    const list = await openBreachedPasswords(path)
    onTestFinished(list.close)
    return list
  }

  it.each(['\n', '\r\n'])('each that is in it is found, and no other (%j)', async (end) => {
    const list = await listOf(end)
    for (const password of known) expect([password, await list.has(password)]).toEqual([password, true])
    for (let n = 0; n < 500; n++) expect(await list.has(`geese fly at noon ${n}`)).toBe(false)
  })

  it('one that is in it is refused', async () => {
    const breached = await listOf('\n')
    await expect(requireNewPassword({ breached }, known[7] as string, [])).rejects.toMatchObject({
      errors: [{ pointer: '/password', code: 'breached' }],
    })
    await requireNewPassword({ breached }, 'geese fly at noon', [])
  })

  it('of another form, nothing begins', async () => {
    const path = join(await temporaryFolder(), 'words')
    await writeFile(path, 'password\nletmein\n')
    await expect(openBreachedPasswords(path)).rejects.toThrow('BREACHED_PASSWORDS')
    await expect(openBreachedPasswords(`${path}-none`)).rejects.toThrow('ENOENT')
  })
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
