import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { asvsIds } from './asvs-ids.ts'

interface Answer {
  level: number
  about: string
  shown?: { test: string; name: string }[]
  documented?: string
  operator?: { does: string; documented: string }
  'not-applicable'?: string
  open?: string
}

const kinds = ['shown', 'documented', 'not-applicable', 'operator', 'open'] as const
/** Parsing refuses a key that is there twice. */
const answers = Object.entries(
  parse(readFileSync('test/conformance/asvs.yaml', 'utf8')) as Record<string, Answer>,
)
const security = readFileSync('SECURITY.md', 'utf8')

/** "SECURITY.md#limits" leads to a heading of a file that is there. */
function leadsSomewhere(link: string): boolean {
  const [path = '', anchor = ''] = link.split('#')
  if (!existsSync(path)) return false
  const headings = [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    slugOf(text),
  )
  return headings.includes(anchor)
}

const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

/** What is said where a test or a group of them begins, and of each of several cases. */
const titlesIn = (text: string): string[] =>
  [
    /(?:\b(?:it|test|describe)(?:\.\w+)*|[\])\w])\(\s*(['"`])((?:(?!\1).)+)\1/g,
    /\[\s*(['"`])((?:(?!\1).)+)\1,/g,
  ].flatMap((form) => [...text.matchAll(form)].map(([, , title = '']) => title))

const names = ({ test, name }: { test: string; name: string }): boolean =>
  existsSync(test) && titlesIn(readFileSync(test, 'utf8')).some((title) => title.includes(name))

describe('asvs.yaml', () => {
  it('answers every requirement of levels 1 and 2, each once, in one way', () => {
    expect(answers.map(([id, { level }]) => [id, level]).sort()).toEqual([...asvsIds].sort())
    for (const [id, answer] of answers) {
      expect([id, kinds.filter((kind) => answer[kind] !== undefined).length]).toEqual([id, 1])
      const others = Object.keys(answer).filter((key) => !['level', 'about', ...kinds].includes(key))
      expect([id, others, answer.about.split(' ').length <= 8]).toEqual([id, [], true])
    }
  })

  it('names tests that are there', () => {
    const gone = answers.flatMap(([id, { shown }]) =>
      (shown ?? []).filter((one) => !names(one)).map((one) => `${id}: ${one.test} ${one.name}`),
    )
    expect(gone).toEqual([])
    expect(answers.filter(([, { shown }]) => shown?.length === 0)).toEqual([])
  })

  it('names headings that are there', () => {
    const links = answers.flatMap(([, { documented, operator }]) => documented ?? operator?.documented ?? [])
    expect(links.filter((link) => !leadsSomewhere(link))).toEqual([])
  })
})

describe('SECURITY.md', () => {
  it('answers each of the ten risks to APIs with a test that is there', () => {
    const [, chapter = ''] = security.split('\n## OWASP API Security Top 10 (2023)\n')
    const paragraphs = (chapter.split('\n## ')[0] ?? '').split('\n\n')
    for (let risk = 1; risk <= 10; risk++) {
      const paragraph = paragraphs.find((text) => text.includes(`**API${risk} `)) ?? ''
      const tests = [...paragraph.matchAll(/`(test\/[^`]+\.test\.ts)`/g)].map(([, path = '']) => path)
      expect([risk, tests.length > 0, tests.filter((path) => !existsSync(path))]).toEqual([risk, true, []])
    }
  })

  it('counts the answers as they are', () => {
    const [, chapter = ''] = security.split('\n## ASVS 5.0\n')
    const told = kinds.map((kind) => Number(new RegExp(`\\| ${kind} \\| (\\d+) \\|`).exec(chapter)?.[1]))
    expect(told).toEqual(kinds.map((kind) => answers.filter(([, one]) => one[kind] !== undefined).length))
  })
})
