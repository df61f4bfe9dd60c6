import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadConfig } from '../../server/config.ts'

const files = execFileSync('git', ['ls-files', 'server', 'migrations', 'admin/src'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.includes('.generated.') && existsSync(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
const where = (pattern: RegExp) => files.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
/** What the first group catches, of all files, each once. */
const all = (pattern: RegExp) =>
  [...new Set(files.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, found]) => found)))].sort()

it('hashes with SHA-256, seals with AES-256-GCM, signs with Ed25519, and nothing else', () => {
  // By SHA-1 a list of breached passwords is ordered; it protects nothing.
  const sha1 = 'server/features/auth/auth.breached.ts'
  expect(where(/create(?:Hash|Hmac)\(\s*'sha1'/)).toEqual([sha1])
  expect(all(/create(?:Hash|Hmac)\(\s*(\S+?)[,)]/g)).toEqual([`'sha1'`, `'sha256'`])
  expect(all(/create(?:C|Dec)ipheriv\(\s*(\S+?),/g)).toEqual([`'aes-256-gcm'`])
  expect(all(/generateKeyPairSync\(\s*(\S+?)[,)]/g)).toEqual([`'ed25519'`])
  expect(all(/(?:hkdf|pbkdf2)Sync\(\s*(\S+?),/g)).toEqual([`'sha256'`, 'password'])
})

it('takes chance that matters from node:crypto', () => {
  // Only pauses are spread: between two looks, and before the next try.
  expect(where(/Math\.random/)).toEqual([
    'server/features/privacy/erasure.routes.ts',
    'server/features/webhooks/webhooks.delivery.ts',
  ])
})

it('runs no text as code, and starts programs without a shell', () => {
  expect(where(/\beval\(|new Function\(|node:vm'/)).toEqual([])
  expect(where(/shell: |\bexecSync\(|import \{[^}]*\bexec\b[^}]*\} from 'node:child_process'/)).toEqual([])
})

it('the panel shows text as text', () => {
  expect(where(/dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML|document\.write/)).toEqual([])
})

it('fields of passwords are masked, and let managers and pasting be', () => {
  const fields = files.flatMap(({ text }) =>
    [...text.matchAll(/type="password"[\s\S]{0,120}/g)].map(([found]) => found),
  )
  expect(fields.length).toBeGreaterThanOrEqual(3)
  for (const field of fields) expect(field).toMatch(/autoComplete="(current|new)-password"/)
  expect(where(/onPaste/)).toEqual([])
})

it('the panel’s links lead to itself, write a mail, make a call, open a calendar or hand over a file', () => {
  const links = files
    .filter(({ path }) => path.startsWith('admin/'))
    .flatMap(({ text }) => [...text.matchAll(/\bhref=(\{[^}]*\}?\}|"[^"]*")/g)].map(([, found]) => found))
  const allowed = [
    /^\{(mailTo|callTo|webcal)\([\w.]+\)\}$/,
    /^"(\/v1\/auth\/oidc\/start|#content)"$/,
    /^\{(file|otpauthUri)\}$/,
    // An employer's own site: http or https alone, in a tab of its own that is told nothing of ours.
    /^\{website\}$/,
  ]
  const foreign = files.filter(({ text }) => text.includes('href={website}'))
  for (const { text } of foreign)
    expect(text).toMatch(
      /\/\^https\?:\/\.test\(website\) \? \(\s*<Link href=\{website\} target="_blank" rel="noreferrer">/,
    )
  expect(links.filter((link) => !allowed.some((form) => form.test(link ?? '')))).toEqual([])
})

it('nothing that is served needs the tests or their tools', () => {
  expect(
    where(
      /from '(\.\.?\/)+test\/|from '(vitest|fast-check|supertest|playwright-core|oidc-provider|smtp-server)/,
    ),
  ).toEqual([])
})

it('with NODE_ENV=production there is no clock for tests, no demo and no demo login, unless it is asked for', () => {
  const settings = (more: Record<string, string>) => loadConfig({ NODE_ENV: 'production', ...more })
  expect(() => settings({ TEST_CLOCK: '1' })).toThrow('TEST_CLOCK')
  expect([settings({}).seedDemo, settings({}).demo]).toEqual([false, false])
  expect(settings({ DEMO: '1' }).demo).toBe(true)
  expect(loadConfig({}).seedDemo).toBe(true)
})
