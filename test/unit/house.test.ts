import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'server', 'migrations', 'admin'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.generated.'))
const where = (pattern: RegExp, paths = files) =>
  paths.filter((path) => pattern.test(readFileSync(path, 'utf8')))

it('TypeORM’s save, remove and cascades are not used: save writes stale versions back', () => {
  const stores = files.filter((path) => path.startsWith('server/'))
  expect(
    where(
      /\b(db|manager|repository|source|api)\.(save|remove|softRemove)\(|getRepository\(|cascade:/,
      stores,
    ),
  ).toEqual([])
})

it('only config.ts is given the environment, by main.ts', () => {
  const readers = where(
    /process\.env/,
    // The example of the guide is a program of its own.
    files.filter((path) => path.startsWith('server/') && !path.startsWith('server/docs/example/')),
  )
  expect(readers.filter((path) => path !== 'server/config.ts' && path !== 'server/main.ts')).toEqual([])
})

it('no file is longer than 400 lines', () => {
  expect(files.filter((path) => readFileSync(path, 'utf8').split('\n').length > 400)).toEqual([])
})
