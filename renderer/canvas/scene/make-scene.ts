import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import type { Network } from '../../../core/network/network.ts'
import type { Severity } from '../../../core/problem.ts'
import { instanceAt, nodeOfStep, pathKey, type GraphPosition, type Unfolded } from '../graph-position.ts'
import { unionOf } from '../points.ts'
import { makeSpatialGrid } from '../spatial-grid.ts'
import { directionOf } from './direction.ts'
import { keepUnchanged } from './changes/keep-unchanged.ts'
import { makeLevel } from './levels/make-level.ts'
import { stepsOnPath } from './problem-path.ts'
import { makeRouter, type RouteAll } from './edges/route-all.ts'
import type { Scene, SceneKey } from './scene.ts'

/** What one graph of the document looks like. */
export interface SceneSource extends GraphPosition {
  readonly document: Document
  readonly network: Network
  readonly unfolded?: Unfolded
}

/** The router of the graph at a path, the same one each time: it remembers the ways of edges from scene to scene. */
export type Routers = (path: readonly NodeId[]) => RouteAll

export function makeRouters(): Routers {
  const routers = new Map<string, RouteAll>()
  return path => {
    const key = pathKey(path)
    const router = routers.get(key) ?? makeRouter()
    routers.set(key, router)
    return router
  }
}

const nothing: Unfolded = new Map()

/** What looks the same as in the last scene is the same object in the next one. */
export function makeScene(source: SceneSource, routerOf: Routers = makeRouters(), last?: Scene): Scene {
  const { document, network, graph, path, unfolded = nothing } = source
  const severities = severitiesOf(document, network)
  const made = makeLevel({ document, network, shown: source, unfolded, severities, routerOf }, source)
  const known = last?.graph === graph && pathKey(last.path) === pathKey(path) ? last : undefined
  const nodes = keepUnchanged(known?.nodes, byKey(made.nodes))
  const edges = keepUnchanged(known?.edges, byKey(made.edges))
  const notes = keepUnchanged(known?.notes, byKey(made.notes))
  const parts = [...notes.values(), ...nodes.values(), ...edges.values()]
  return {
    ...{ graph, path, nodes, edges, notes, levels: made.levels, direction: directionOf(document, graph) },
    nodeGrid: makeSpatialGrid(nodes.values(), node => node.bounds),
    edgeGrid: makeSpatialGrid(edges.values(), edge => edge.bounds),
    bounds: unionOf(parts.map(part => part.bounds))
  }
}

function byKey<Part extends { readonly key: SceneKey }>(parts: readonly Part[]): ReadonlyMap<SceneKey, Part> {
  return new Map(parts.map(part => [part.key, part]))
}

/** By the ways down to nodes, the worst of their problems; a block has those of what is inside it. Hints have no mark. */
function severitiesOf(document: Document, network: Network): ReadonlyMap<string, Severity> {
  const severities = new Map<string, Severity>()
  for (const { where, alsoAt = [], severity } of network.problems) {
    if (severity === 'hint' || where.node === undefined) continue
    for (const path of [where.path, ...alsoAt]) {
      const steps = stepsOnPath(document, path)
      const own = nodeOfStep(steps.at(-1) ?? '') === where.node ? [] : [[...steps.slice(0, -1), where.node]]
      for (const path of [...steps.map((_, depth) => instanceAt(steps.slice(0, depth + 1))), ...own]) {
        if (severities.get(pathKey(path)) !== 'error') severities.set(pathKey(path), severity)
      }
    }
  }
  return severities
}
