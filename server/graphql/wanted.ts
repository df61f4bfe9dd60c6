import type { FieldNode, SelectionSetNode } from 'graphql'
import type { FieldInfo } from './part.ts'
import { Kind } from './runtime.ts'

/** The fields asked for below these, by name, fragments included; what `@skip` leaves out is read all the same. */
function below(nodes: readonly FieldNode[], fragments: FieldInfo['fragments']): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>()
  const walk = (set: SelectionSetNode | undefined) => {
    for (const node of set?.selections ?? []) {
      if (node.kind === Kind.FIELD) {
        const known = found.get(node.name.value)
        if (known) known.push(node)
        else found.set(node.name.value, [node])
      } else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet)
      else walk(fragments[node.name.value]?.selectionSet)
    }
  }
  for (const { selectionSet } of nodes) walk(selectionSet)
  return found
}

/** The fields of the record that a field gives. */
export const wantedFields = ({ fieldNodes, fragments }: FieldInfo): ReadonlySet<string> =>
  new Set(below(fieldNodes, fragments).keys())

/** Of a connection: the fields of its records, by `nodes` or `edges`, and whether its total is asked for. */
export function wantedOfConnection({ fieldNodes, fragments }: FieldInfo) {
  const parts = below(fieldNodes, fragments)
  const edges = below(parts.get('edges') ?? [], fragments)
  const nodes = below([...(parts.get('nodes') ?? []), ...(edges.get('node') ?? [])], fragments)
  return { fields: new Set(nodes.keys()), count: parts.has('total') }
}

/** The fields of the record that a change gives back below this name. */
export const wantedBelow = ({ fieldNodes, fragments }: FieldInfo, name: string): ReadonlySet<string> =>
  new Set(below(below(fieldNodes, fragments).get(name) ?? [], fragments).keys())
