import { array, assert, constantFrom, integer, property, record, tuple, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directions } from '../../../core/graph/direction.ts'
import type { Drawing, Edge, GraphNode } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layOutGraph, type Positions } from '../../../core/document/layout/layout.ts'
import { measures, nodeHeight, nodeWidth } from '../../../core/document/layout/measures.ts'

const mostNodes = 40
const direction = constantFrom(...directions)
const position = record({ x: integer({ min: -2000, max: 2000 }), y: integer({ min: -2000, max: 2000 }) })
const scattered = array(position, { minLength: mostNodes, maxLength: mostNodes })

/** Each node is fed by some of those before it: what a network may be. */
const drawing = array(uniqueArray(integer({ min: 0, max: mostNodes }), { maxLength: 3 }), {
  minLength: 1,
  maxLength: mostNodes
}).map(sources => drawn(sources.map((each, index) => each.filter(source => source < index))))

function drawn(sources: readonly (readonly number[])[]): Drawing {
  const nodes: Record<string, GraphNode> = {}
  const edges: Record<string, Edge> = {}
  for (const [index, each] of sources.entries()) {
    const id = `n${index}`
    nodes[id] = { id, graph: 'root', type: 'add', name: id, parameters: {} }
    for (const [order, source] of each.entries()) {
      const edge = `${id}.${order}`
      const from = { node: `n${source}`, port: 'output' }
      edges[edge] = { id: edge, graph: 'root', from, to: { node: id, port: 'inputs' }, order }
    }
  }
  return { root: 'root', nodes, edges, blocks: {} }
}

function chain(length: number): readonly (readonly number[])[] {
  return Array.from({ length }, (_, index) => (index === 0 ? [] : [index - 1]))
}

function positionsOf({ nodes }: Drawing, points: readonly { readonly x: number; readonly y: number }[]): Positions {
  return new Map(Object.keys(nodes).map((id, index) => [id, points[index]!]))
}

describe('laying out', () => {
  it('puts no node on another, and each beyond what feeds it or into a part further on', () => {
    assert(
      property(drawing, direction, (graph, path) => {
        const positions = layOutGraph(graphOf(graph, 'root'), { direction: path })
        const all = [...positions.values()]
        const overlapping = all.filter((a, index) =>
          all.slice(index + 1).some(b => Math.abs(a.x - b.x) < nodeWidth && Math.abs(a.y - b.y) < nodeHeight)
        )
        expect(overlapping).toEqual([])
        for (const { from, to } of Object.values(graph.edges)) {
          const [a, b] = [positions.get(from.node)!, positions.get(to.node)!]
          const [ahead, aside] = path === 'down' ? [b.y - a.y, b.x - a.x] : [b.x - a.x, b.y - a.y]
          expect(ahead > 0 || aside > 0).toBe(true)
        }
      })
    )
  })

  it('leaves what it laid out as it is when it lays it out again, wherever the nodes stood before', () => {
    assert(
      property(drawing, direction, direction, scattered, (graph, before, path, points) => {
        const indexed = graphOf(graph, 'root')
        const now = { positions: positionsOf(graph, points), direction: before }
        const once = layOutGraph(indexed, { direction: path, now })
        const twice = layOutGraph(indexed, { direction: path, now: { positions: once, direction: path } })
        expect(Object.fromEntries(twice)).toEqual(Object.fromEntries(once))
      })
    )
  })

  it('keeps the order that a person gave to branches, also when the drawing is turned', () => {
    const branches = array(tuple(integer({ min: -900, max: 900 }), integer({ min: -900, max: 900 })), {
      minLength: 2,
      maxLength: 8
    })
    assert(
      property(branches, direction, direction, (points, before, path) => {
        const graph = drawn([[], ...points.map(() => [0]), points.map((_, index) => index + 1)])
        const positions = positionsOf(graph, [...[[0, 0], ...points, [0, 0]].map(([x = 0, y = 0]) => ({ x, y }))])
        const laidOut = layOutGraph(graphOf(graph, 'root'), { direction: path, now: { positions, direction: before } })
        const across = (at: Positions, id: string, flow: typeof path): number =>
          at.get(id)![flow === 'down' ? 'x' : 'y']
        const ids = points.map((_, index) => `n${index + 1}`)
        for (const a of ids) {
          for (const b of ids) {
            if (across(positions, a, before) < across(positions, b, before)) {
              expect(across(laidOut, a, path)).toBeLessThan(across(laidOut, b, path))
            }
          }
        }
      })
    )
  })

  it('moves only what follows when a node is put into a chain, and by one step', () => {
    assert(
      property(integer({ min: 2, max: 6 }), direction, integer({ min: 0, max: 5 }), (length, path, at) => {
        const { rankStep } = measures[path]
        const cut = at % (length - 1)
        const positions = layOutGraph(graphOf(drawn(chain(length)), 'root'), { direction: path })
        const longer = drawn([...chain(length).map((each, index) => (index === cut + 1 ? [length] : each)), [cut]])
        const next = layOutGraph(graphOf(longer, 'root'), { direction: path, now: { positions, direction: path } })
        for (let index = 0; index < length; index += 1) {
          const [old, now] = [positions.get(`n${index}`)!, next.get(`n${index}`)!]
          const by = index > cut ? rankStep : 0
          expect(now).toEqual(path === 'down' ? { x: old.x, y: old.y + by } : { x: old.x + by, y: old.y })
        }
      })
    )
  })

  it('lays out some of the nodes alone, with their upper left corner where it was', () => {
    assert(
      property(
        drawing,
        direction,
        scattered,
        array(integer({ min: 0, max: mostNodes })),
        (graph, path, points, some) => {
          const positions = positionsOf(graph, points)
          const only = new Set(some.map(index => `n${index}`).filter(id => positions.has(id)))
          const laidOut = layOutGraph(graphOf(graph, 'root'), {
            direction: path,
            now: { positions, direction: path },
            only
          })
          expect([...laidOut.keys()].sort()).toEqual([...only].sort())
          const corner = (at: Positions): readonly number[] =>
            (['x', 'y'] as const).map(axis => Math.min(...[...only].map(id => at.get(id)![axis])))
          const [wanted, found] = [corner(positions), corner(laidOut)]
          for (const [index, value] of wanted.entries()) {
            if (only.size > 0) expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(4)
          }
        }
      )
    )
  })
})
