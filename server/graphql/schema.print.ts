import { writeFileSync } from 'node:fs'
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql'
import { nothingAllowed } from '../platform/outgoing/networks.ts'
import { baseGraph } from './base.ts'
import { type GraphConfig, graphParts } from './parts.ts'

const config: GraphConfig = { webhookAllowedNetworks: nothingAllowed, publicUrl: '', testClock: false }

/** The schema as it is served, in an order that does not depend on the features'. */
export const printedSchema = (): string =>
  `${printSchema(lexicographicSortSchema(buildSchema([baseGraph, ...graphParts(config)].map(({ typeDefs }) => typeDefs).join('\n'))))}\n`

export const schemaFile = new URL('./schema.graphql', import.meta.url)
export const releasedFile = new URL('./schema.released.graphql', import.meta.url)

if (process.argv[1]?.endsWith('schema.print.ts')) writeFileSync(schemaFile, printedSchema())
