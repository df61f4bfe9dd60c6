import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { limits, refusal, within } from './refusal.ts'
import { GraphQLError, Kind } from './runtime.ts'

/** What a document comes to when its fragments are put where they are spread. */
interface Size {
  fields: number
  aliases: number
  directives: number
  depth: number
  schemaDepth: number
  /** Fields at the top of it. */
  width: number
}

const nothing: Size = { fields: 0, aliases: 0, directives: 0, depth: 0, schemaDepth: 0, width: 0 }

const add = (to: Size, { fields, aliases, directives }: Size): void => {
  to.fields += fields
  to.aliases += aliases
  to.directives += directives
}

/**
 * Refuses what would take long to validate or to answer, in one walk over the document, before any rule looks at it. A
 * fragment is measured once and counted wherever it is spread, so that fragments of fragments cost no more than they are
 * long. The parser has seen to it that the document is short, so the walk may be recursive.
 */
export function checkDocument(document: DocumentNode): void {
  const operations: OperationDefinitionNode[] = []
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  within('operations', operations.length)
  within('fragments', fragments.size)
  const measure = measuring(fragments)
  // Fragments that nobody spreads are validated too.
  for (const { name } of fragments.values()) check(measure.fragment(name.value))
  for (const operation of operations) {
    const size = measure.selections(operation.selectionSet)
    size.directives += operation.directives?.length ?? 0
    within('rootFields', size.width)
    check(size)
  }
}

function check({ depth, schemaDepth, fields, aliases, directives }: Size): void {
  within('depth', depth)
  within('schemaDepth', schemaDepth)
  within('fields', fields)
  within('aliases', aliases)
  within('directives', directives)
}

function measuring(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const known = new Map<string, Size | 'measuring'>()

  function fragment(name: string): Size {
    const found = known.get(name)
    if (found === 'measuring')
      throw new GraphQLError('A fragment may not spread itself, not by way of others either.')
    if (found) return found
    const definition = fragments.get(name)
    if (!definition) return nothing // validation says so
    known.set(name, 'measuring')
    const size = selections(definition.selectionSet)
    size.directives += definition.directives?.length ?? 0
    known.set(name, size)
    return size
  }

  function selections({ selections: nodes }: SelectionSetNode): Size {
    const size = { ...nothing }
    for (const node of nodes) {
      size.directives += node.directives?.length ?? 0
      if (node.kind === Kind.FIELD) {
        const below = node.selectionSet ? selections(node.selectionSet) : nothing
        add(size, below)
        size.fields++
        size.width++
        if (node.alias) size.aliases++
        const ofSchema = node.name.value.startsWith('__') && node.name.value !== '__typename'
        if (ofSchema) size.schemaDepth = Math.max(size.schemaDepth, 1 + below.depth)
        else {
          size.depth = Math.max(size.depth, 1 + below.depth)
          size.schemaDepth = Math.max(size.schemaDepth, below.schemaDepth)
        }
      } else {
        const inner =
          node.kind === Kind.FRAGMENT_SPREAD ? fragment(node.name.value) : selections(node.selectionSet)
        add(size, inner)
        size.width += inner.width
        size.depth = Math.max(size.depth, inner.depth)
        size.schemaDepth = Math.max(size.schemaDepth, inner.schemaDepth)
      }
      // Fragments of fragments double with each line: enough is enough.
      if (size.fields > limits.fields * 1_000) break
    }
    return size
  }

  return { fragment, selections }
}

const textOrComment = /"""(?:\\"""|[\s\S])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|#.*/g

/** Refuses what would make the parser, which is recursive, run out of stack. */
export function checkNesting(source: string): void {
  if (source.split(/[[{(]/, limits.nesting + 2).length <= limits.nesting + 1) return
  let depth = 0
  for (const [sign] of source.replace(textOrComment, ' ').matchAll(/[[{(\])}]/g)) {
    if (!'[{('.includes(sign)) depth--
    else if (++depth > limits.nesting) throw refusal('nesting', limits.nesting, depth)
  }
}

/** Mercurius takes a document that is JSON for a syntax tree, past the parser and its limit. */
export function isTree(source: string): boolean {
  if (/^\s*(?:\{\s*["}]|\[|-?\d|(?:true|false|null)\s*$)/.test(source)) return true
  if (!/^\s*"/.test(source)) return false
  try {
    JSON.parse(source)
    return true
  } catch {
    return false
  }
}
