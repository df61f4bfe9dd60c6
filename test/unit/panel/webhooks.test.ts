import { expect, test } from 'vitest'
import { ApiError } from '../../../admin/src/api/problem.ts'
import { en } from '../../../admin/src/i18n/en.ts'
import { bodyOf, formOf, throwTranslated } from '../../../admin/src/webhooks/webhookForm.ts'
import { eventTypes } from '../../../server/domain/event-types.ts'

test('every kind of record that events are about has a name in the panel', () => {
  expect(Object.keys(en.webhooks.subjects)).toEqual(expect.arrayContaining(Object.keys(eventTypes)))
})

test('what is wrong with an address is said in the reader’s language, at its field', () => {
  const problem = {
    errors: [
      { pointer: '/url', code: 'url_port', message: 'Port 22 is not one for requests.' },
      { pointer: '/description', code: 'max_length', message: 'is too long' },
    ],
  }
  const translated = () => throwTranslated(new ApiError(422, problem), (key) => `said: ${key}`)
  expect(translated).toThrow(ApiError)
  const caught = (() => {
    try {
      return translated()
    } catch (error) {
      return error
    }
  })()
  expect(caught).toMatchObject({
    status: 422,
    body: { errors: { url: 'said: webhooks.faults.port', description: 'is too long' } },
  })
  const other = new Error('no network')
  expect(() => throwTranslated(other, String)).toThrow(other)
})

test('a new webhook is told of everything, and blank words are none', () => {
  const form = formOf(null)
  expect(bodyOf({ ...form, url: ' https://a.test/x ', description: ' ' })).toEqual({
    url: 'https://a.test/x',
    description: null,
    eventTypes: ['*'],
  })
})
