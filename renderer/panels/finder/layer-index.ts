import type { Document } from '../../../core/document/records.ts'
import type { GraphId, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Network } from '../../../core/network/network.ts'
import { instanceFacts } from '../../canvas/scene/levels/instance-facts.ts'
import { isExpression, nodeText, type NodeText } from '../../canvas/scene/node-text.ts'
import { plain } from './fuzzy.ts'

/** A node of the drawing where it stands: in a block's graph, once for each way of instances that leads there. */
export interface IndexedLayer {
  readonly node: GraphNode
  /** The block instances from the root graph down to it. */
  readonly path: readonly NodeId[]
  /** The same by their names: `stage2/block`; empty in the root graph. */
  readonly where: string
  readonly text: NodeText
  /** What it is found by: its name, what it is, where it stands and its values. */
  readonly found: readonly string[]
}

/** Blocks in blocks in blocks multiply; nobody reads a list as long as this. */
const most = 20_000

const indices = new WeakMap<Network, { readonly document: Document; readonly layers: readonly IndexedLayer[] }>()

/** Every node at every level, in the order in which data flow, blocks before what is in them. */
export function layerIndex(document: Document, network: Network): readonly IndexedLayer[] {
  const known = indices.get(network)
  if (known !== undefined && isSameDrawing(known.document, document)) return known.layers
  const layers: IndexedLayer[] = []
  collect({ document, network, layers }, document.root, [], '')
  indices.set(network, { document, layers })
  return layers
}

function isSameDrawing(a: Document, b: Document): boolean {
  return a.nodes === b.nodes && a.edges === b.edges && a.blocks === b.blocks && a.datasets === b.datasets
}

interface Collection {
  readonly document: Document
  readonly network: Network
  readonly layers: IndexedLayer[]
}

function collect(collection: Collection, graph: GraphId, path: readonly NodeId[], where: string): void {
  const { document, network, layers } = collection
  const facts = instanceFacts(document, network, path)
  for (const node of graphOf(document, graph).order) {
    if (layers.length >= most) return
    const values = facts.valuesOf(node.id)
    const text = nodeText(document, node, values)
    const kind = layerOf(node.type)?.label ?? document.blocks[node.block ?? '']?.label ?? ''
    const name = where === '' ? node.name : `${where}/${node.name}`
    const found = [
      node.name,
      `${text.title} ${kind}`,
      `${name} ${text.subtitle} ${valuesText({ ...node.parameters, ...values })}`
    ]
    layers.push({ node, path, where, text, found: found.map(plain) })
    const inside = document.blocks[node.block ?? '']?.graph
    if (inside !== undefined) collect(collection, inside, [...path, node.id], name)
  }
}

/** `filters 64 kernel size 5x5`. */
function valuesText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => {
      if (value === true) return name
      if (isExpression(value)) return `${name} ${value.expression}`
      if (Array.isArray(value)) return `${name} ${value.join('x')}`
      return typeof value === 'number' || typeof value === 'string' ? `${name} ${value}` : []
    })
    .join(' ')
}

/** A layer in one line: its name, and what it is where the name does not say it. */
export function layerText(name: string, title: string): string {
  return name.toLowerCase() === title.toLowerCase() ? title : `${name}  ${title}`
}
