import type { Problem } from '../../problem.ts'
import { blockPorts } from '../../graph/block-ports.ts'
import type { Block, GraphNode, NodeId, PortReference } from '../../graph/drawing.ts'
import { linksOf } from '../../graph/expand.ts'
import { graphOf } from '../../graph/graph.ts'
import { isExpression, maxRepeat } from '../../graph/resolve.ts'
import { settingsOf, withOwnWeights } from '../../graph/shared-weights.ts'
import { substitute } from '../../graph/substitute.ts'
import type { Draft, Part } from '../draft.ts'
import { freshIds } from '../fresh-ids.ts'
import type { Document } from '../records.ts'
import { instancesOf } from '../usages.ts'
import { firstInto, openCopy, positionOf, Refusal, type Copy, type OpenedCopy, type Opening } from './open-copy.ts'
import { dependsOnAround, noStraightWay, tooManyCopies } from './problems.ts'

/** What comes out of an instance. */
export interface Ungrouping {
  readonly instance: NodeId
  readonly part: Part
  readonly copies: readonly Copy[]
  /** The definition goes too: it had nothing but its insides, and this was the only instance. */
  readonly dropsBlock: Block | undefined
}

const maxLayers = 2000

/** How an instance is opened for good, or why it can not be. */
export function planUngrouping(document: Document, id: NodeId): Ungrouping | { readonly problem: Problem } {
  const drawn = document.nodes[id]
  const node = drawn && withOwnWeights(drawn, settingsOf(drawn, document.nodes))
  const block = node?.block === undefined ? undefined : document.blocks[node.block]
  if (node === undefined || block === undefined) return { problem: noStraightWay({ path: id, node: id }) }
  try {
    return plan(document, node, block)
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem }
    throw error
  }
}

/** Takes the insides out into the graph around; they have no position yet. */
export function ungroup(draft: Draft, { instance, part, dropsBlock }: Ungrouping): void {
  const graph = draft.document.nodes[instance]?.graph
  if (graph === undefined) return
  draft.removeNode(instance)
  if (dropsBlock !== undefined) draft.removeBlock(dropsBlock.id)
  draft.insert(graph, part)
}

function plan(document: Document, node: GraphNode, block: Block): Ungrouping {
  const inside = graphOf(document, block.graph)
  const count = countOf(node)
  const layers = count * inside.nodes.size
  if (layers > maxLayers) throw new Refusal(tooManyCopies(positionOf(node), { count: layers, max: maxLayers }))
  const isLast = instancesOf(document, block.id).length === 1
  const isBare = block.summary === '' && block.source === undefined && block.parameters.length === 0
  const dropsBlock = isLast && isBare ? block : undefined
  const fresh = freshIds(document)
  const opening: Opening = {
    ...{ document, node, block, inside, isRoot: node.graph === document.root },
    ids: dropsBlock !== undefined && count === 1 ? id => id : () => fresh('n'),
    edgeId: () => fresh('e')
  }
  const { opened, deliver } = openRow(opening, count)
  const onward = graphOf(document, node.graph)
    .outgoing(node.id)
    .flatMap(edge => {
      const from = deliver(edge.from.port)
      return from === undefined ? [] : [{ ...edge, from }]
    })
  return {
    instance: node.id,
    part: {
      nodes: opened.flatMap(({ nodes }) => nodes),
      edges: [...opened.flatMap(({ edges }) => edges), ...onward]
    },
    copies: opened.map(({ copy }) => copy),
    dropsBlock
  }
}

/** All repeats, each fed by the one before it, and what feeds an output of the whole row. */
function openRow(opening: Opening, count: number) {
  const { document, node, block } = opening
  const links = linksOf(blockPorts(document, block.id))
  const around = graphOf(document, node.graph)
  let inputs: ReadonlyMap<string, PortReference> = new Map(
    around.incoming(node.id).map(({ to, from }) => [to.port, from])
  )
  const passed = firstInto(around, node.id)?.from
  let deliver = (_: string): PortReference | undefined => passed
  const opened: OpenedCopy[] = []
  for (let index = 1; index <= count; index += 1) {
    const copy = openCopy(opening, index, inputs)
    if (copy === undefined) continue
    opened.push(copy)
    deliver = copy.deliver
    const next = new Map(inputs)
    for (const { input, output } of links) {
      const source = copy.deliver(output)
      if (source === undefined) next.delete(input)
      else next.set(input, source)
    }
    inputs = next
  }
  return { opened, deliver }
}

function countOf(node: GraphNode): number {
  if (node.repeat === undefined) return 1
  const count = isExpression(node.repeat) ? substitute(node.repeat, new Map()) : node.repeat
  if (isExpression(count)) {
    const { expression } = count
    throw new Refusal(dependsOnAround({ ...positionOf(node), parameter: 'repeat' }, { what: 'Its repeat', expression }))
  }
  const isCount = typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= maxRepeat
  return isCount ? count : 1
}
