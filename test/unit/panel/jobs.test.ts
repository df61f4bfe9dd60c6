import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from '../../../admin/src/i18n/en.ts'

test('the panel says of every job what it does', () => {
  const files = readdirSync('server', { recursive: true, encoding: 'utf8' })
  const jobs = files.filter((path) => /[.](jobs|sweep)[.]ts$|agenda[.]store[.]ts$/.test(path))
  const names = jobs.flatMap((path) =>
    [...readFileSync(`server/${path}`, 'utf8').matchAll(/name: '([a-z-]+\.[a-z-]+)'/g)].map(
      ([, name = '']) => name,
    ),
  )
  const what = Object.entries(en.jobs.what).flatMap(([of, acts]) =>
    Object.keys(acts).map((act) => `${of}.${act}`),
  )
  expect(what.sort()).toEqual(names.sort())
})
