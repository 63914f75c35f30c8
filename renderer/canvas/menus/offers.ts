import type { EdgeId, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { inputPort } from '../../../core/document/connections/ports.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { takesRole } from '../../../core/layers/define-layer.ts'
import { ranksGiven, ranksTaken } from '../../../core/network/port-ranks.ts'
import { roleGiven } from '../../../core/network/port-roles.ts'
import { followingCount, kindOf, useCount } from '../../../core/zoo/layer-usage.ts'
import type { PaletteItem } from '../edits/palette-item.ts'
import { inputFor, nodeOfItem, outputFor, portsOfNode, takesShape, type NodeInDrawing } from '../edits/item-node.ts'
import { keepsEdges } from '../edits/replace-nodes.ts'
import type { EditorModel } from '../editor-model.ts'
import type { PortEnd } from '../hit-test.ts'
import { instanceFacts } from '../scene/levels/instance-facts.ts'

/** What a menu of layers and blocks is for. */
export type Purpose =
  /** To stand by itself. */
  | { readonly kind: 'free' }
  /** To follow a node, or to go in between it and what follows. */
  | { readonly kind: 'after'; readonly node: NodeId }
  /** To be joined to a port. */
  | { readonly kind: 'port'; readonly end: PortEnd }
  | { readonly kind: 'edge'; readonly edge: EdgeId }
  /** To take the place of nodes. */
  | { readonly kind: 'replace'; readonly nodes: ReadonlySet<NodeId> }

export interface Offer {
  readonly item: PaletteItem
  /** Shapes go together, as far as they are known. */
  readonly isFit: boolean
}

interface Judgment {
  readonly isFit: boolean
  /** Higher is likelier. */
  readonly likelihood: number
}

type Model = Pick<EditorModel, 'document' | 'network' | 'graph' | 'path'>

/** Items that have ports for the purpose: those whose shapes fit first, and among them what people use most there. */
export function offersFor(model: Model, items: readonly PaletteItem[], purpose: Purpose): readonly Offer[] {
  const judge = judgeFor(model, purpose)
  return items
    .flatMap(item => {
      const judgment = judge(nodeOfItem(model.document, item))
      return judgment === undefined ? [] : [{ item, ...judgment }]
    })
    .sort((a, b) => Number(b.isFit) - Number(a.isFit) || b.likelihood - a.likelihood)
    .map(({ item, isFit }) => ({ item, isFit }))
}

/** Undefined for what has no port for the purpose. */
type Judge = (part: NodeInDrawing) => Judgment | undefined

function judgeFor(model: Model, purpose: Purpose): Judge {
  const { document } = model
  switch (purpose.kind) {
    case 'free':
      return part => ({ isFit: true, likelihood: useCount(kindOf(part.node)) })
    case 'after': {
      const node = document.nodes[purpose.node]
      const [output] = node === undefined ? [] : portsOfNode({ node, drawing: document, label: '' }).outputs
      return output === undefined
        ? judgeFor(model, { kind: 'free' })
        : afterOutput(model, { node: purpose.node, port: output.name })
    }
    case 'port': {
      const { side, node, port } = purpose.end
      return side === 'output' ? afterOutput(model, { node, port }) : beforeInput(model, { node, port })
    }
    case 'edge': {
      const edge = document.edges[purpose.edge]
      if (edge === undefined) return () => undefined
      const [after, before] = [afterOutput(model, edge.from), beforeInput(model, edge.to)]
      return part => both(after(part), before(part))
    }
    case 'replace':
      return inPlaceOf(model, purpose.nodes)
  }
}

interface Port {
  readonly node: NodeId
  readonly port: string
}

function afterOutput({ document, network, path }: Model, from: Port): Judge {
  const source = document.nodes[from.node]
  const shape = instanceFacts(document, network, path).shapeAt(from)
  const role = roleGiven(source, from.port, document.datasets)
  return part => {
    const input = inputFor(part, { shape, role })
    const taken = portsOfNode(part).inputs.find(({ name }) => name === input)
    if (input === undefined || taken === undefined || source === undefined || !takesRole(taken, role)) return undefined
    return { isFit: shape === undefined || takesShape(part, input, shape), likelihood: likelihoodOf(source, part.node) }
  }
}

function beforeInput({ document }: Model, to: Port): Judge {
  const target = document.nodes[to.node]
  return part => {
    const output = outputFor(part, inputPort(document, to, layerOf))
    if (target === undefined || output === undefined) return undefined
    const { min, max } = ranksTaken(document, target, to.port)
    const given = [...ranksGiven(part.drawing, part.node, output)]
    const isFit = given.length === 0 || given.some(rank => rank >= min && rank <= max)
    return { isFit, likelihood: likelihoodOf(part.node, target) }
  }
}

/** How often the one follows the other counts most; of what never does, what is used at all comes first. */
function likelihoodOf(from: GraphNode, to: GraphNode): number {
  return followingCount(kindOf(from), kindOf(to)) + useCount(kindOf(from.id === '' ? from : to)) / 1000
}

function both(a: Judgment | undefined, b: Judgment | undefined): Judgment | undefined {
  return a && b && { isFit: a.isFit && b.isFit, likelihood: a.likelihood + b.likelihood }
}

/** Those of the same family first: one activation for another, a pooling for a pooling. */
const sameFamily = 1000

function inPlaceOf(model: Model, nodes: ReadonlySet<NodeId>): Judge {
  const { document, graph } = model
  const records = [...nodes].flatMap(id => document.nodes[id] ?? [])
  const families = new Set(records.map(familyOf))
  const kinds = new Set(records.map(kindOf))
  const { incoming, outgoing } = graphOf(document, graph)
  const around = records.flatMap(({ id }) => [
    ...incoming(id)
      .slice(0, 1)
      .map(edge => afterOutput(model, edge.from)),
    ...outgoing(id).map(edge => beforeInput(model, edge.to))
  ])
  return part => {
    if (kinds.size === 1 && kinds.has(kindOf(part.node))) return undefined
    if (!records.every(({ id }) => keepsEdges(document, id, part))) return undefined
    const isRelated = families.has(familyOf(part.node))
    return {
      isFit: around.every(judge => judge(part)?.isFit !== false),
      likelihood: (isRelated ? sameFamily : 0) + useCount(kindOf(part.node))
    }
  }
}

function familyOf({ type }: GraphNode): string {
  return layerOf(type)?.family ?? type
}
