import { expect, it } from 'vitest'
import { loadConfig } from '../../../server/config.ts'
import { isAllowed, mayReach } from '../../../server/platform/outgoing/addresses.ts'
import { nothingAllowed, parseAllowedNetworks } from '../../../server/platform/outgoing/networks.ts'
import { checkUrl } from '../../../server/platform/outgoing/url.ts'

it('allows exactly what is named', () => {
  const allow = parseAllowedNetworks(' 10.1.0.0/16, 192.168.1.7,fd12:3456::/48, ::1/128 ,')
  for (const inside of ['10.1.0.0', '10.1.255.255', '::ffff:10.1.2.3', '192.168.1.7', 'fd12:3456::9', '::1'])
    expect([inside, mayReach(inside, allow), isAllowed(inside, allow)]).toEqual([inside, true, true])
  for (const outside of ['10.0.255.255', '10.2.0.0', '192.168.1.8', 'fd12:3456:1::1', '::2', '127.0.0.1'])
    expect([outside, mayReach(outside, allow)]).toEqual([outside, false])
  // Another machine translates these; what it calls 10.1.0.1 is not ours.
  expect(mayReach('64:ff9b::a01:1', allow)).toBe(false)
  expect(mayReach('2002:a01:1::', allow)).toBe(false)
  expect(mayReach('8.8.8.8', allow)).toBe(true)
  expect(isAllowed('8.8.8.8', allow)).toBe(false)
})

it('lets public addresses pass, and nothing that is not an address', () => {
  for (const open of ['1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.255.255', '172.32.0.0'])
    expect([open, mayReach(open, nothingAllowed)]).toEqual([open, true])
  for (const open of [
    '223.255.255.255',
    '2606:4700::1',
    '2001:4860:4860::8888',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])
    expect([open, mayReach(open, nothingAllowed)]).toEqual([open, true])
  for (const text of [
    '',
    'localhost',
    '0177.0.0.1',
    '127.1',
    '1.1.1.1%lo',
    '2606:4700::1%eth0',
    '[2606:4700::1]',
  ])
    expect([text, mayReach(text, nothingAllowed)]).toEqual([text, false])
})

it('takes http where a network is allowed, and nowhere else', () => {
  const allow = parseAllowedNetworks('127.0.0.0/8')
  expect(checkUrl('http://127.0.0.1:9000/in', allow)).toBeNull()
  expect(checkUrl('http://receiver:9000/in', allow)).toBeNull()
  expect(checkUrl('https://hooks.example.com/', allow)).toBeNull()
  expect(checkUrl('http://8.8.8.8/', allow)?.code).toBe('scheme')
  expect(checkUrl('http://10.0.0.1/', allow)?.code).toBe('scheme')
  expect(checkUrl('https://10.0.0.1/', allow)?.code).toBe('address')
  expect(checkUrl('http://127.0.0.1:22/', allow)?.code).toBe('port')
})

it.each([
  ['10.0.0.0/33', 'must end with a number from 0 to 32'],
  ['10.0.0.0/', 'must end with a number'],
  ['10.0.0.0/8/8', 'is not a network'],
  ['10.0.0.5/8', 'write 10.0.0.0/8, or 10.0.0.5'],
  ['fd12::1/48', 'write fd12::/48, or fd12::1'],
  ['fd12::/129', 'from 0 to 128'],
  ['::ffff:10.0.0.0/104', 'write 10.0.0.0'],
  ['fe80::1%eth0', 'is not a network'],
  ['010.0.0.0/8', 'is not a network'],
  ['10/8', 'is not a network'],
  ['receiver.internal', 'is not a network'],
])('the setting says what is wrong with %s', (text, sentence) => {
  expect(() => parseAllowedNetworks(`127.0.0.0/8, ${text}`)).toThrow(sentence)
  expect(() => loadConfig({ WEBHOOK_ALLOWED_NETWORKS: text })).toThrow(/WEBHOOK_ALLOWED_NETWORKS: ".*/)
})

it('nothing is allowed unless it is set', () => {
  expect(loadConfig({}).webhookAllowedNetworks.networks).toEqual([])
  expect(
    loadConfig({ WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' }).webhookAllowedNetworks.networks,
  ).toHaveLength(1)
})
