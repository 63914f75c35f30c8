import type { Note, NoteId } from '../../../../core/document/records.ts'
import type { GraphNode, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import { shapeText } from '../../../../core/ops/tensor.ts'
import { withHeld } from '../../../canvas/edits/arrange/move-parts.ts'
import type { EditorModel } from '../../../canvas/editor-model.ts'
import { pathKey, type RepeatsShown } from '../../../canvas/graph-position.ts'
import { instanceFacts } from '../../../canvas/scene/levels/instance-facts.ts'
import { nodeText } from '../../../canvas/scene/node-text.ts'
import { notesOf } from '../../../canvas/scene/scene-notes.ts'
import { message } from '../../../messages/message.ts'

export type OutlineSource = Pick<EditorModel, 'document' | 'network' | 'graph' | 'path' | 'unfolded'>

export interface OutlineEntry {
  readonly id: NodeId | NoteId
  readonly text: string
  /** In the order of the graph, from 1; notes and frames come last. */
  readonly position: number
}

export interface Outline {
  readonly entries: readonly OutlineEntry[]
  /** The number of items in the whole graph; a large one has only those near the active node as entries. */
  readonly count: number
}

const mostEntries = 60

/** The open graph in words, in the order in which data flow: what a screen reader reads instead of the picture. */
export function makeOutline(source: OutlineSource, active: NodeId | NoteId | undefined): Outline {
  const { order } = graphOf(source.document, source.graph)
  const around = Math.max(0, order.findIndex(node => node.id === active) - mostEntries / 2)
  const first = Math.min(around, Math.max(0, order.length - mostEntries))
  const describe = nodeDescriber(source)
  const shown = order.slice(first, first + mostEntries)
  const entries = shown.map((node, index) => ({ id: node.id, text: describe(node), position: first + index + 1 }))
  const notes = notesOf(source.document, source.graph).map((note, index) => ({
    id: note.id,
    text: describeNote(source, note),
    position: order.length + index + 1
  }))
  return { entries: [...entries, ...notes], count: order.length + notes.length }
}

function describeNote({ document, graph }: OutlineSource, { id, kind, text }: Note): string {
  const words = text === '' ? message('note/empty') : text.replace(/\s+/g, ' ')
  if (kind === 'note') return message('note/outlineNote', { text: words })
  const held = withHeld({ document, graph }, { nodes: new Set(), notes: new Set([id]) }).nodes
  const names = [...held].flatMap(node => document.nodes[node]?.name ?? []).join(', ')
  return names === ''
    ? message('note/outlineEmptyFrame', { text: words })
    : message('note/outlineFrame', { text: words, names })
}

/** Says of a node what it is, what flows in and out, and whether it has a problem. */
export function nodeDescriber({
  document,
  network,
  graph,
  path,
  unfolded
}: OutlineSource): (node: GraphNode) => string {
  const { nodes, incoming, outgoing } = graphOf(document, graph)
  const facts = instanceFacts(document, network, path)
  const troubled = new Set(network.problems.map(problem => problem.where.node))
  const nameOf = (id: NodeId): readonly string[] => {
    const node = nodes.get(id)
    return node === undefined ? [] : [node.name]
  }
  return node => {
    const { title, subtitle } = nodeText(document, node, facts.valuesOf(node.id))
    const from = incoming(node.id).flatMap(edge => {
      const shape = facts.shapeOf(edge)
      // The picture shows it on the edge.
      return nameOf(edge.from.node).map(name => (shape?.length ? `${name} ${shapeText(shape)}` : name))
    })
    const to = outgoing(node.id).flatMap(edge => nameOf(edge.to.node))
    const parts = [
      `${title} ${node.name}`,
      subtitle,
      from.length === 0 ? '' : message('outline/from', { names: from.join(', ') }),
      to.length === 0 ? '' : message('outline/to', { names: to.join(', ') }),
      foldText(unfolded.get(pathKey([...path, node.id])), node),
      troubled.has(node.id) ? message('outline/problem') : ''
    ]
    return parts.filter(Boolean).join(', ')
  }
}

function foldText(repeats: RepeatsShown | undefined, { repeat }: GraphNode): string {
  if (repeats === undefined) return ''
  return message(repeats === 'all' && repeat !== undefined ? 'outline/allRepeats' : 'outline/unfolded')
}
