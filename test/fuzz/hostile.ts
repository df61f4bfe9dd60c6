import fc from 'fast-check'

const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}

const keyed = (key: string, value: unknown) => Object.fromEntries([[key, value]])

/** Texts that have broken programs before. */
export const hostileText = fc.constantFrom(
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x\udfff', '\u202e', '\ufeff', '😀'.repeat(40), 'ﷺ'.repeat(300)],
  ...[
    "'; DROP TABLE client; --",
    '%',
    '_%',
    '\\',
    '"',
    '$' + '{7*7}',
    '{{7*7}}',
    '<b onload=x>',
    '../../etc',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'true',
    '0',
    '-1',
    '1e400',
    'NaN',
    '[]',
    '{}',
  ],
  ...['2026-02-30', '2026-13-01', '0000-00-00', '+275760-09-14', '-000001-01-01', '2026-02-29'],
  ...[
    '2026-02-30T10:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T10:00:61Z',
    '9999-12-31T23:59:59Z',
    '2026-01-01',
  ],
  ...['2026-03-08T02:30:00', '1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z', '2026-01-01T10:00:00+99:99'],
  ...[
    'Etc/GMT+99',
    'America/Nowhere',
    'urn:uuid:019ab0c4-7f60-7d62-a7a3-0c8a4f5c6a10',
    '019ab0c4',
    'a@b',
    '@',
  ],
  'x'.repeat(5_000),
  'x'.repeat(100_000),
)

/** Anything that JSON can say, and nobody should. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -0, -1, 1.5, 1e21, 1e308, -1e308, 2 ** 31, 2 ** 53, -(2 ** 63), 5e-324],
      ...[
        [],
        {},
        [[]],
        [null],
        [{}],
        Array.from({ length: 501 }, () => 1),
        nested(31),
        nested(40),
        nested(2_000),
      ],
      keyed('__proto__', { admin: true }),
      keyed('constructor', { prototype: { admin: true } }),
      keyed('', 1),
      keyed('a\0', 1),
      keyed('toString', 'x'),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** Bodies that are no JSON, or not only. */
export const hostilePayload = fc.constantFrom<string | Buffer>(
  ...[
    '',
    '{',
    '[',
    'null',
    '"text"',
    '1',
    'undefined',
    '{"a":1,}',
    '{"a":1}{"b":2}',
    '\ufeff{}',
    '{"a":1e999}',
  ],
  ...[
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"a":1,"a":2}',
    '{"name":"\\ud800"}',
  ],
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `{"a":"${'x'.repeat(1_100_000)}"}`,
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0xed, 0xa0, 0x80]),
)

const text = (...values: string[]) => fc.constantFrom(...values)

/** Fields of a request that nobody sends by accident. */
export const hostileHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  text(
    '',
    'v1',
    '"v1',
    '"v1",,',
    '*, *',
    'W/"v1"',
    '"v99999999999999999999"',
    `"${'x'.repeat(900)}"`,
    '"v1", "v2"',
  ).map((value) => ({ 'if-match': value })),
  text('*', '""', 'W/*', '"a", "b"', ','.repeat(500)).map((value) => ({ 'if-none-match': value })),
  text('', '""', '"', 'a'.repeat(256), 'a'.repeat(300), '"a" "b"', 'é', '{}').map((value) => ({
    'idempotency-key': value,
  })),
  text('de', 'xx', '*', 'de;q=9', 'de;q=abc', ';;;', 'en-'.repeat(400)).map((value) => ({
    'accept-language': value,
  })),
  text('text/html', '*/*;q=0', 'application/xml', ';', 'a'.repeat(600)).map((value) => ({ accept: value })),
  text(
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a.b.c',
    'Bearer aw_test_x',
    `Bearer ${'x'.repeat(5_000)}`,
  ).map((value) => ({ authorization: value })),
  text('text/plain', 'application/json; charset=utf-16', 'application/', 'multipart/form-data', 'x', '').map(
    (value) => ({ 'content-type': value }),
  ),
  text('DELETE', 'TRACE', 'x').map((value) => ({ 'x-http-method-override': value })),
  text('null', 'https://evil.test', 'x').map((value) => ({ origin: value })),
  text('00-0-0-0', 'x', '00-00000000000000000000000000000000-0000000000000000-00').map((value) => ({
    traceparent: value,
  })),
  text('unknown', '127.0.0.1, x', "'", '::1').map((value) => ({ 'x-forwarded-for': value })),
)

/** What can stand in an address where an id should, as it is sent. */
export const hostileSegment = text(
  ...[
    'x',
    '0',
    '-1',
    'null',
    'me',
    '%00',
    '%2e%2e',
    '..%2f..',
    '%ff',
    '%E0%A4%A',
    '%',
    '%F0%9F%98%80',
    '*',
    "'",
  ],
  ...['__proto__', 'x'.repeat(199), 'x'.repeat(300), '019AB0C4-7F60-7D62-A7A3-0C8A4F5C6A10', '{id}', ':id'],
)
