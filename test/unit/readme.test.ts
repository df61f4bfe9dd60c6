import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../../server/config.ts'

const readme = readFileSync('README.md', 'utf8')

/** The settings that the program reads, found by watching it read. */
function settingsRead(): string[] {
  const read = new Set<string>()
  const env = new Proxy(
    {},
    {
      get(_, name) {
        if (typeof name === 'string') read.add(name)
        return undefined
      },
    },
  )
  loadConfig(env)
  return [...read].sort()
}

describe('the README', () => {
  it('describes every setting, and none that is not there', () => {
    const [, section = ''] = readme.split(/^## Settings$/m)
    const named = [...(section.split(/^## /m)[0] ?? '').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
      ([, name]) => name,
    )
    expect(named.sort()).toEqual(settingsRead())
  })

  it('has the two commands behind their comments, where a newcomer’s check finds them', () => {
    const command = (mark: string) =>
      new RegExp(`<!-- ${mark} -->\\s*\\n\`\`\`[a-z]*\\n([^\`]+)\\n\`\`\``).exec(readme)?.[1]
    expect([command('run'), command('test')]).toEqual(['npm ci && npm start', 'npm ci && npm test'])
  })

  it('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, path]) => path as string)
    expect(links.length).toBeGreaterThan(3)
    expect(links.filter((path) => !existsSync(path))).toEqual([])
  })
})

describe('settings', () => {
  it('that are wrong are all said at once, by name', () => {
    const wrong = {
      PORT: '99999',
      ROLE: 'boss',
      DATABASE_URL: 'mysql://x',
      MIGRATE: 'maybe',
      POOL_SIZE: '0',
      CORS_ORIGINS: 'https://app.example.org/',
      REQUEST_TIMEOUT: '0',
      MAX_EVENT_LOOP_DELAY: '-1',
      MAX_HEAP_MB: 'much',
    }
    try {
      loadConfig(wrong)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      for (const name of Object.keys(wrong)) expect((error as Error).message).toContain(name)
    }
  })

  it('name other sites by exact origins, none by default', () => {
    const origins = (text: string) => loadConfig({ CORS_ORIGINS: text }).corsOrigins
    expect(loadConfig({}).corsOrigins).toEqual([])
    expect(origins(' https://a.example.org , http://localhost:5173,')).toEqual([
      'https://a.example.org',
      'http://localhost:5173',
    ])
    for (const wrong of [
      '*',
      'null',
      'a.example.org',
      'https://*.example.org',
      'https://a.example.org:443',
      'ftp://a.org',
    ])
      expect(() => origins(wrong), wrong).toThrow(ConfigError)
  })
})
