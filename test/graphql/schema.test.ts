import { readFileSync } from 'node:fs'
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { Activity, ActivityQuery } from '../../server/features/activities/activities.schema.ts'
import { ApiKey, ApiKeyQuery } from '../../server/features/api-keys/api-keys.schema.ts'
import { Client, ClientQuery } from '../../server/features/clients/clients.schema.ts'
import { Contact, ContactQuery } from '../../server/features/contacts/contacts.schema.ts'
import { Coverage, CoverageQuery } from '../../server/features/coverage/coverage.schema.ts'
import { Employer, EmployerQuery } from '../../server/features/employers/employers.schema.ts'
import { CalendarFeed, CalendarFeedQuery } from '../../server/features/feeds/feeds.schema.ts'
import { Interview, InterviewQuery } from '../../server/features/interviews/interviews.schema.ts'
import { Invitation, InvitationQuery } from '../../server/features/invitations/invitations.schema.ts'
import { Member, MemberQuery } from '../../server/features/members/members.schema.ts'
import { Opportunity, OpportunityQuery } from '../../server/features/opportunities/opportunities.schema.ts'
import { ErasureRequest, ErasureRequestQuery } from '../../server/features/privacy/erasure.schema.ts'
import { Task, TaskQuery } from '../../server/features/tasks/tasks.schema.ts'
import { Webhook, WebhookQuery } from '../../server/features/webhooks/webhooks.schema.ts'
import { printedSchema, releasedFile, schemaFile } from '../../server/graphql/schema.print.ts'
import { declaredBreaks } from './schema.breaks.ts'

const printed = readFileSync(schemaFile, 'utf8')
const schema = buildSchema(printed)
const ours = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))

interface FieldLike {
  name: string
  description?: string | null
  type: GraphQLOutputType | GraphQLInputType
  args?: readonly { name: string }[]
}

const fieldsOf = (type: GraphQLNamedType): FieldLike[] =>
  isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
    ? Object.values(type.getFields())
    : []

describe('the schema', () => {
  it('is committed as it is served; else: npm run graphql:schema', () => {
    expect(printed).toBe(printedSchema())
  })

  it('takes nothing away from what is released, but what is declared in schema.breaks.ts', () => {
    const released = buildSchema(readFileSync(releasedFile, 'utf8'))
    const breaks = findBreakingChanges(released, schema).map(({ description }) => description)
    expect(breaks.filter((one) => !declaredBreaks.includes(one))).toEqual([])
    // What is declared and no longer happens would hide the next one of its name.
    expect(declaredBreaks.filter((one) => !breaks.includes(one))).toEqual([])
  })

  it('notices when a field goes', () => {
    const less = buildSchema(printed.replace('  target: String\n', '  aim: String\n'))
    expect(findBreakingChanges(schema, less).map(({ description }) => description)).toContain(
      'Client.target was removed.',
    )
  })

  it('describes every type and every field', () => {
    const builtIn = ['Boolean', 'Float', 'ID', 'Int', 'String', 'Query', 'Mutation', 'Subscription']
    const silent = ours.flatMap((type) => [
      ...(type.description || builtIn.includes(type.name) ? [] : [type.name]),
      ...fieldsOf(type).flatMap((field) => (field.description ? [] : [`${type.name}.${field.name}`])),
    ])
    expect(silent).toEqual([])
  })

  it('bounds every list that has no end by Relay’s arguments', () => {
    const faults = ours.flatMap((type) =>
      fieldsOf(type).flatMap((field) => {
        if (!getNamedType(field.type)?.name.endsWith('Connection')) return []
        const names = (field.args ?? []).map((arg) => arg.name)
        const missing = ['first', 'after', 'last', 'before'].filter((name) => !names.includes(name))
        return missing.length > 0 ? [`${type.name}.${field.name} lacks ${missing}`] : []
      }),
    )
    expect(faults).toEqual([])
  })
})

interface Shape {
  properties: Record<string, { enum?: string[]; anyOf?: object[]; type?: string }>
}

describe('beside REST', () => {
  const kinds = [
    ['Client', 'clients', Client, ClientQuery],
    ['Employer', 'employers', Employer, EmployerQuery],
    ['Contact', 'contacts', Contact, ContactQuery],
    ['Opportunity', 'opportunities', Opportunity, OpportunityQuery],
    ['Interview', 'interviews', Interview, InterviewQuery],
    ['Task', 'tasks', Task, TaskQuery],
    ['Member', 'members', Member, MemberQuery],
    ['Coverage', 'coverages', Coverage, CoverageQuery],
    ['Webhook', 'webhooks', Webhook, WebhookQuery],
    ['ApiKey', 'apiKeys', ApiKey, ApiKeyQuery],
    ['Invitation', 'invitations', Invitation, InvitationQuery],
    ['CalendarFeed', 'calendarFeeds', CalendarFeed, CalendarFeedQuery],
    ['ErasureRequest', 'erasureRequests', ErasureRequest, ErasureRequestQuery],
    ['Activity', 'activities', Activity, ActivityQuery],
  ] as const

  it.each(kinds)('%s has every field that REST shows', (name, _list, shown) => {
    const fields = fieldsOf(schema.getType(name) as GraphQLNamedType).map((field) => field.name)
    expect(
      Object.keys((shown as unknown as Shape).properties).filter((one) => !fields.includes(one)),
    ).toEqual([])
  })

  // Pages are Relay's, and what stands beside a record is asked for by fields.
  const ofRest = ['limit', 'cursor', 'count', 'include']
  const ofRelay = ['first', 'after', 'last', 'before']

  it.each(kinds)('%s: the list %s takes the same filters and orders', (name, list, _shown, query) => {
    const field = schema.getQueryType()?.getFields()[list]
    const args = field?.args.map((arg) => arg.name).filter((arg) => !ofRelay.includes(arg))
    const { properties } = query as unknown as Shape
    expect(args?.sort()).toEqual(
      Object.keys(properties)
        .filter((one) => !ofRest.includes(one))
        .sort(),
    )
    const words = (
      schema.getType(`${name}Sort`) as unknown as { getValues(): { name: string }[] }
    ).getValues()
    const sorts = words.map((word) => word.name.replace(/^(.*)Descending$/, '-$1'))
    expect(sorts.sort()).toEqual([...(properties.sort?.enum ?? [])].sort())
  })

  it.each(kinds)('%s: words of enumerations are the same', (name, _list, shown) => {
    const type = schema.getType(name) as GraphQLNamedType
    for (const field of fieldsOf(type)) {
      const rest = (shown as unknown as Shape).properties[field.name]
      const named = getNamedType(field.type) as unknown as { getValues?(): { name: string }[]; name: string }
      const words =
        rest?.enum ?? (rest?.anyOf as { enum?: string[] }[] | undefined)?.flatMap((one) => one.enum ?? [])
      if (!named.getValues || !words?.length) continue
      expect([
        field.name,
        named
          .getValues()
          .map((word) => word.name)
          .sort(),
      ]).toEqual([field.name, [...words].sort()])
    }
  })
})
