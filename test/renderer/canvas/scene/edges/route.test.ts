import { describe, expect, it } from 'vitest'
import { blocks } from '../../../../../core/blocks/catalogue.ts'
import { createDocument } from '../../../../../core/document/create-document.ts'
import type { Drawing } from '../../../../../core/graph/drawing.ts'
import { inferNetwork } from '../../../../../core/network/infer.ts'
import { defaultsOf } from '../../../../../core/parameters.ts'
import { zoo } from '../../../../../core/zoo/catalogue.ts'
import { canvasPoint, overlaps } from '../../../../../renderer/canvas/points.ts'
import { flatten } from '../../../../../renderer/canvas/scene/edges/curve.ts'
import { makeScene } from '../../../../../renderer/canvas/scene/make-scene.ts'
import { route } from '../../../../../renderer/canvas/scene/edges/route.ts'
import type { Scene } from '../../../../../renderer/canvas/scene/scene.ts'
import { makeSpatialGrid } from '../../../../../renderer/canvas/spatial-grid.ts'

function sceneOf(drawing: Drawing, graph: string): Scene {
  const document = createDocument('Test', drawing)
  return makeScene({ document, network: inferNetwork(drawing), graph, path: [] })
}

const networks = zoo.map(network => ({
  name: network.name,
  scene: sceneOf(network.draw(defaultsOf(network.parameters)), 'root')
}))
const definitions = blocks.map(({ block, nodes, edges }) => ({
  name: block.label,
  scene: sceneOf({ root: 'root', nodes, edges, blocks: { [block.id]: block } }, block.graph)
}))

describe.each([...networks, ...definitions])('$name, laid out', ({ scene }) => {
  const nodes = [...scene.nodes.values()]

  it('has no node on another', () => {
    const pairs = nodes.flatMap((a, index) => nodes.slice(index + 1).map(b => [a, b] as const))
    expect(pairs.filter(([a, b]) => overlaps(a.bounds, b.bounds))).toEqual([])
  })

  it('has no edge across a node', () => {
    const crossed = [...scene.edges.values()].flatMap(edge => {
      const points = flatten(edge.curve, 40)
      return nodes
        .filter(({ bounds }) =>
          points.some(({ x, y }) => x > bounds.left && x < bounds.right && y > bounds.top + 1 && y < bounds.bottom - 1)
        )
        .map(node => `${edge.id} crosses ${node.id}`)
    })
    expect(crossed).toEqual([])
  })

  it('has the edges into one port from left to right in their order', () => {
    const ports = new Map<string, number[]>()
    // The ids of drawn edges end in their order.
    const orderOf = (id: string): number => Number(id.split('.').at(-1))
    for (const edge of [...scene.edges.values()].sort((a, b) => orderOf(a.id) - orderOf(b.id))) {
      const key = `${edge.to} ${edge.toPort}`
      ports.set(key, [...(ports.get(key) ?? []), edge.curve.segments.at(-1)!.end.x])
    }
    for (const ends of ports.values()) expect(ends).toEqual([...ends].sort((a, b) => a - b))
  })

  it('leads every edge down out of its output and down into its input', () => {
    for (const { curve } of scene.edges.values()) {
      const [first, last] = [curve.segments[0]!, curve.segments.at(-1)!]
      expect(first.control1.x).toBe(curve.start.x)
      expect(first.control1.y).toBeGreaterThan(curve.start.y)
      expect(last.control2.x).toBe(last.end.x)
      expect(last.control2.y).toBeLessThan(last.end.y)
    }
  })
})

it.each([-8, 0, 6, 20, 60, 300])('turns back smoothly to a port %i above and beside', rise => {
  const nodes = [
    { left: 0, top: -52, right: 184, bottom: 0 },
    { left: 300, top: -rise, right: 484, bottom: 52 - rise }
  ]
  const ends = { from: canvasPoint(92, 0), to: canvasPoint(392, -rise) }
  const { curve } = route(
    ends,
    makeSpatialGrid(nodes, node => node),
    []
  )
  const all = flatten(curve)
  const points = all.filter(
    ({ x, y }, index) => index === 0 || Math.hypot(x - all[index - 1]!.x, y - all[index - 1]!.y) > 0.5
  )
  const turns = points.slice(2).map(({ x, y }, index) => {
    const [a, b] = [points[index]!, points[index + 1]!]
    const angle = Math.atan2(y - b.y, x - b.x) - Math.atan2(b.y - a.y, b.x - a.x)
    return Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)))
  })
  expect(Math.max(...turns)).toBeLessThan(1)
})
