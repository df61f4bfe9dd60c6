import { readFileSync } from 'node:fs'

/**
 * What tests were answered: by operation and status, and a problem for each status. `npm run openapi:answers` records
 * them anew; a test fails when one is missing or does not fit its schema any more.
 */
export const recordedAnswers = JSON.parse(
  readFileSync(new URL('./openapi.answers.generated.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, unknown>>
