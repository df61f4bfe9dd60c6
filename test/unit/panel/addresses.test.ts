import { expect, test } from 'vitest'
import { callTo, mailTo } from '../../../admin/src/components/addresses.ts'

test.each([
  ['ana@example.com', 'mailto:ana@example.com'],
  ["o'neil+jobs@example.com", "mailto:o'neil%2Bjobs@example.com"],
  ['a?cc=eve@example.com', 'mailto:a%3Fcc%3Deve@example.com'],
  ['a&body=hello@example.com', 'mailto:a%26body%3Dhello@example.com'],
  ['javascript:alert(1)', 'mailto:javascript%3Aalert(1)'],
])('a link that writes to %s writes to nobody else', (email, link) => {
  expect(mailTo(email)).toBe(link)
  expect(new URL(link).search).toBe('')
})

test.each([
  ['+1 (212) 555-0100', 'tel:+12125550100'],
  ['javascript:alert(1)', 'tel:1'],
  ['123;ext=4?x', 'tel:1234'],
])('a link that calls %s has digits alone', (phone, link) => {
  expect(callTo(phone)).toBe(link)
})
