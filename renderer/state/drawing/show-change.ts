import type { Document } from '../../../core/document/records.ts'
import type { EdgeId, GraphId, NodeId } from '../../../core/graph/drawing.ts'
import type { Studio } from '../studio.svelte.ts'

/** What differs in one graph from before; for what is gone, what it was joined to. */
interface Changed {
  readonly nodes: Set<NodeId>
  readonly edges: Set<EdgeId>
  readonly notes: Set<string>
  count: number
}

/** Takes a step of history back or again, opens the graph where it changed something, and selects that. */
export function stepShown(studio: Studio, step: () => void): void {
  const show = (): void => stepTo(studio, step)
  if (studio.view.editor === undefined) show()
  else studio.view.editor.gliding.over(show)
}

function stepTo(studio: Studio, step: () => void): void {
  const { project, selection, view } = studio
  const before = project.document
  step()
  const changed = changedGraphs(before, project.document)
  if (changed.size === 0) return
  const seen = [selection.graph, selection.shown.graph].find(graph => changed.has(graph))
  const [farthest] = [...changed].sort(([, a], [, b]) => b.count - a.count).map(([graph]) => graph)
  const graph = seen ?? farthest
  const position = graph === undefined ? undefined : positionOfGraph(studio, graph)
  const what = graph === undefined ? undefined : changed.get(graph)
  if (what === undefined || position === undefined) return
  if (graph !== selection.graph && graph !== selection.shown.graph) selection.open(position)
  selection.select(
    what.nodes,
    what.edges,
    what.notes,
    graph === selection.shown.graph ? selection.shown.path : position
  )
  view.editor?.refresh()
  view.editor?.camera.reveal(what.nodes)
}

/** The way down to a graph: the open one's where it is open, else any. Undefined where nothing leads there. */
function positionOfGraph({ project, selection }: Studio, graph: GraphId): readonly NodeId[] | undefined {
  if (graph === selection.graph) return selection.path
  if (graph === selection.shown.graph) return selection.shown.path
  return pathTo(project.document, graph)
}

function pathTo(document: Document, graph: GraphId): readonly NodeId[] | undefined {
  const paths = new Map<GraphId, readonly NodeId[]>([[document.root, []]])
  const instances = Object.values(document.nodes).filter(({ block }) => block !== undefined)
  for (const [around, path] of paths) {
    for (const node of instances.filter(each => each.graph === around)) {
      const inside = document.blocks[node.block ?? '']?.graph
      if (inside !== undefined && !paths.has(inside)) paths.set(inside, [...path, node.id])
    }
  }
  return paths.get(graph)
}

function changedGraphs(before: Document, after: Document): ReadonlyMap<GraphId, Changed> {
  const graphs = new Map<GraphId, Changed>()
  const of = (graph: GraphId): Changed => {
    const known = graphs.get(graph) ?? { nodes: new Set(), edges: new Set(), notes: new Set(), count: 0 }
    graphs.set(graph, known)
    known.count += 1
    return known
  }
  for (const [earlier, later] of pairs(before.nodes, after.nodes)) {
    if (later !== undefined) of(later.graph).nodes.add(later.id)
    else if (earlier !== undefined && isGraph(after, earlier.graph)) of(earlier.graph)
  }
  for (const [earlier, later] of pairs(before.edges, after.edges)) {
    if (later !== undefined) of(later.graph).edges.add(later.id)
    else if (earlier !== undefined && isGraph(after, earlier.graph)) of(earlier.graph)
  }
  for (const [earlier, later] of pairs(before.notes, after.notes)) {
    if (later !== undefined) of(later.graph).notes.add(later.id)
    else if (earlier !== undefined && isGraph(after, earlier.graph)) of(earlier.graph)
  }
  for (const [earlier, later] of pairs(before.blocks, after.blocks)) {
    // A definition that says something else is seen by its inside; one that came or went, by its instances.
    if (earlier !== undefined && later !== undefined) of(later.graph)
  }
  if (graphs.size === 0) noteMoved(before, after, of)
  return graphs
}

/** A move is from one position to another: positions that came or went were only written down. */
function noteMoved(before: Document, after: Document, of: (graph: GraphId) => Changed): void {
  for (const id of Object.keys(after.positions)) {
    const [earlier, later, node] = [before.positions[id], after.positions[id], after.nodes[id]]
    if (earlier !== undefined && earlier !== later && node !== undefined) of(node.graph).nodes.add(id)
  }
}

function isGraph({ root, blocks }: Document, graph: GraphId): boolean {
  return graph === root || Object.values(blocks).some(block => block.graph === graph)
}

/** The records of a collection that are other than before. */
function pairs<Value>(
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>
): readonly (readonly [Value | undefined, Value | undefined])[] {
  if (before === after) return []
  const ids = Object.keys(after).filter(id => before[id] !== after[id])
  const gone = Object.keys(before).filter(id => after[id] === undefined)
  return [...ids, ...gone].map(id => [before[id], after[id]])
}
