import { isIP } from 'node:net'

/** An IPv6 network of 64 bits belongs to one subscriber. This machine itself is not counted: it is a proxy, or a test. */
export function networkOf(ip: string | null): string | null {
  const plain = ip?.replace(/^::ffff:/, '') ?? ''
  if (isIP(plain) === 4) return plain.startsWith('127.') ? null : plain
  if (isIP(plain) !== 6 || plain === '::1') return null
  const [head = '', tail] = plain.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
