import { afterAll, beforeAll, expect, test } from 'vitest'
import { internal } from '../../admin/src/activities/internal.ts'
import { activity } from '../../admin/src/i18n/activity/en.ts'
import { type Api, startApi } from '../setup/api.ts'

let api: Api
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

/** The trigger's own arguments, as migrations/sql/activities.ts gives them. */
const loggedSql = `
SELECT c.relname AS "table", split_part(encode(t.tgargs, 'escape'), '\\000', 1) AS record,
  split_part(encode(t.tgargs, 'escape'), '\\000', 5) AS part,
  array(SELECT attname::text FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname = 'write_activity' AND t.tgname LIKE '%\\_activity'`

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

test('whatever the log can hold has words in the panel', async () => {
  const { rows } = await api.owner.query(loggedSql)
  expect(rows.length).toBeGreaterThan(15)
  const source: string = (
    await api.owner.query(`SELECT pg_get_functiondef('write_activity'::regproc) AS source`)
  ).rows[0].source
  const technical = /name <> ALL \(ARRAY\[([^\]]+)\]/.exec(source)?.[1] ?? ''
  expect(technical).toContain(`'organization_id'`)
  const missing = rows.flatMap(({ record, part, columns }) => [
    ...(record in activity.records ? [] : [`record ${record}`]),
    ...(!part || part in activity.parts ? [] : [`part ${part}`]),
    ...columns
      .filter(
        (name: string) => !technical.includes(`'${name}'`) && !/(secret|hash|token|password)/.test(name),
      )
      .map(camel)
      .filter((name: string) => !(name in activity.fields) && !internal.includes(name))
      .map((name: string) => `field ${name} of ${record}`),
  ])
  expect(missing).toEqual([])
})
