import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { bytesPerNumber, elementCount } from '../../../core/ops/tensor.ts'
import { percentText } from '../../messages/number-texts.ts'
import type { InstanceFacts } from '../scene/levels/instance-facts.ts'
import { keysOf, type Scene, type SceneEdge, type SceneKey } from '../scene/scene.ts'
import { heatScale, measured, measureText, fractionOn, type HeatScale, type Measure } from './heat-scale.ts'
import type { EdgeLook, Heat, Lens, Marks, NodeLook } from './lens.ts'
import { tracePaths, type Trace } from './trace.ts'

/** All that a lens depends on, told apart by identity. */
export interface SeenThrough {
  readonly scene: Scene
  readonly measure: Measure | undefined
  readonly trace: Trace | undefined
  readonly marks: Marks | undefined
  /** Milliseconds for one sample, by node. */
  readonly times: ReadonlyMap<NodeId, number> | undefined
  /** Empty where no ways are shown. */
  readonly selected: ReadonlySet<NodeId>
  /** The graph that they are in: the shown one, or the inside of an unfolded block. */
  readonly selectedIn: readonly NodeId[]
}

/** What is known of the graph behind a path of block instances. */
export type FactsAt = (path: readonly NodeId[]) => InstanceFacts

/** In canvas points: of the edge that carries the most, and what every edge has beside its share of that. */
const widest = 12
const narrowest = 1

export function makeLens(
  seen: SeenThrough,
  factsAt: FactsAt,
  document: Pick<Document, 'edges'>
): { readonly lens: Lens; readonly scale: HeatScale | undefined } {
  const { scene, trace, marks } = seen
  const keys = keysOf(scene, seen.selectedIn, seen.selected)
  const traced = trace === undefined || keys.size === 0 ? undefined : tracePaths(scene, keys, trace)
  const { scale, heats } = heatOf(seen, factsAt)
  const widths = seen.measure === undefined ? undefined : widthsOf(scene, factsAt, document)
  const nodes = new Map<SceneKey, NodeLook>()
  for (const [key, node] of scene.nodes) {
    const isFaded = traced?.hasNode(node) === false
    const [heat, mark] = [heats?.get(key), marks?.nodes.get(node.id)]
    if (isFaded || heat !== undefined || mark !== undefined) nodes.set(key, { isFaded, heat, mark })
  }
  const edges = new Map<SceneKey, EdgeLook>()
  for (const [key, edge] of scene.edges) {
    const isFaded = traced?.hasEdge(edge) === false
    const [width, mark] = [widths?.get(key), marks?.edges.get(edge.id)]
    if (isFaded || width !== undefined || mark !== undefined) edges.set(key, { isFaded, width, mark })
  }
  return { lens: { nodes, edges }, scale }
}

/** An unfolded block has no heat of its own: what is inside it has. */
function heatOf(
  { scene, measure, times }: SeenThrough,
  factsAt: FactsAt
): { readonly scale: HeatScale | undefined; readonly heats: ReadonlyMap<SceneKey, Heat> | undefined } {
  if (measure === undefined) return { scale: undefined, heats: undefined }
  const values = new Map<SceneKey, number | undefined>()
  for (const [key, { id, path, form }] of scene.nodes) {
    if (form !== 'card') continue
    const facts = factsAt(path)
    const value = measure === 'time' ? times?.get(id) : measured(facts.factsOf(id), measure)
    values.set(key, facts.isLeftOut(id) ? undefined : value)
  }
  const scale = heatScale(
    measure,
    [...values.values()].filter(value => value !== undefined)
  )
  const heats = new Map([...values].map(([key, value]) => [key, heatOn(scale, measure, value)]))
  return { scale, heats }
}

function heatOn(scale: HeatScale | undefined, measure: Measure, value: number | undefined): Heat {
  if (value === undefined) return { fraction: undefined, text: '–' }
  const text = measureText(measure, value)
  if (scale === undefined || value <= 0) return { fraction: undefined, text }
  return { fraction: fractionOn(scale, value), text: `${text} · ${percentText(value / scale.total)}` }
}

/** By the bytes that run over an edge for one sample. The root lets small ones be told apart beside large ones. */
function widthsOf(scene: Scene, factsAt: FactsAt, { edges }: Pick<Document, 'edges'>): ReadonlyMap<SceneKey, number> {
  const bytes = new Map<SceneKey, number>()
  for (const [key, edge] of scene.edges) {
    const count = bytesOver(edge, factsAt, edges)
    if (count !== undefined) bytes.set(key, count)
  }
  const most = Math.max(1, ...bytes.values())
  return new Map([...bytes].map(([key, count]) => [key, narrowest + (widest - narrowest) * Math.sqrt(count / most)]))
}

function bytesOver({ id, path }: SceneEdge, factsAt: FactsAt, edges: Document['edges']): number | undefined {
  const edge = edges[id]
  const shape = edge && factsAt(path).shapeOf(edge)
  return shape && elementCount(shape) * bytesPerNumber.float32
}
