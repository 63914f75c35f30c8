import { array, assert, constantFrom, integer, property, record, tuple, uniqueArray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directions } from '../../../core/graph/direction.ts'
import type { Drawing, Edge, GraphNode } from '../../../core/graph/drawing.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layOutGraph, type Places } from '../../../core/document/layout/layout.ts'
import { measures, nodeHeight, nodeWidth } from '../../../core/document/layout/measures.ts'

const mostNodes = 40
const direction = constantFrom(...directions)
const place = record({ x: integer({ min: -2000, max: 2000 }), y: integer({ min: -2000, max: 2000 }) })
const scattered = array(place, { minLength: mostNodes, maxLength: mostNodes })

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

function placesOf({ nodes }: Drawing, points: readonly { readonly x: number; readonly y: number }[]): Places {
  return new Map(Object.keys(nodes).map((id, index) => [id, points[index]!]))
}

describe('laying out', () => {
  it('puts no node on another, and each beyond what feeds it or into a part further on', () => {
    assert(
      property(drawing, direction, (graph, way) => {
        const places = layOutGraph(graphOf(graph, 'root'), { direction: way })
        const all = [...places.values()]
        const overlapping = all.filter((a, index) =>
          all.slice(index + 1).some(b => Math.abs(a.x - b.x) < nodeWidth && Math.abs(a.y - b.y) < nodeHeight)
        )
        expect(overlapping).toEqual([])
        for (const { from, to } of Object.values(graph.edges)) {
          const [a, b] = [places.get(from.node)!, places.get(to.node)!]
          const [ahead, aside] = way === 'down' ? [b.y - a.y, b.x - a.x] : [b.x - a.x, b.y - a.y]
          expect(ahead > 0 || aside > 0).toBe(true)
        }
      })
    )
  })

  it('leaves what it laid out as it is when it lays it out again, wherever the nodes stood before', () => {
    assert(
      property(drawing, direction, direction, scattered, (graph, before, way, points) => {
        const indexed = graphOf(graph, 'root')
        const now = { places: placesOf(graph, points), direction: before }
        const once = layOutGraph(indexed, { direction: way, now })
        const twice = layOutGraph(indexed, { direction: way, now: { places: once, direction: way } })
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
      property(branches, direction, direction, (points, before, way) => {
        const graph = drawn([[], ...points.map(() => [0]), points.map((_, index) => index + 1)])
        const places = placesOf(graph, [...[[0, 0], ...points, [0, 0]].map(([x = 0, y = 0]) => ({ x, y }))])
        const laidOut = layOutGraph(graphOf(graph, 'root'), { direction: way, now: { places, direction: before } })
        const across = (at: Places, id: string, flow: typeof way): number => at.get(id)![flow === 'down' ? 'x' : 'y']
        const ids = points.map((_, index) => `n${index + 1}`)
        for (const a of ids) {
          for (const b of ids) {
            if (across(places, a, before) < across(places, b, before)) {
              expect(across(laidOut, a, way)).toBeLessThan(across(laidOut, b, way))
            }
          }
        }
      })
    )
  })

  it('moves only what follows when a node is put into a chain, and by one step', () => {
    assert(
      property(integer({ min: 2, max: 6 }), direction, integer({ min: 0, max: 5 }), (length, way, at) => {
        const { rankStep } = measures[way]
        const cut = at % (length - 1)
        const places = layOutGraph(graphOf(drawn(chain(length)), 'root'), { direction: way })
        const longer = drawn([...chain(length).map((each, index) => (index === cut + 1 ? [length] : each)), [cut]])
        const next = layOutGraph(graphOf(longer, 'root'), { direction: way, now: { places, direction: way } })
        for (let index = 0; index < length; index += 1) {
          const [old, now] = [places.get(`n${index}`)!, next.get(`n${index}`)!]
          const by = index > cut ? rankStep : 0
          expect(now).toEqual(way === 'down' ? { x: old.x, y: old.y + by } : { x: old.x + by, y: old.y })
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
        (graph, way, points, some) => {
          const places = placesOf(graph, points)
          const only = new Set(some.map(index => `n${index}`).filter(id => places.has(id)))
          const laidOut = layOutGraph(graphOf(graph, 'root'), { direction: way, now: { places, direction: way }, only })
          expect([...laidOut.keys()].sort()).toEqual([...only].sort())
          const corner = (at: Places): readonly number[] =>
            (['x', 'y'] as const).map(axis => Math.min(...[...only].map(id => at.get(id)![axis])))
          const [wanted, found] = [corner(places), corner(laidOut)]
          for (const [index, value] of wanted.entries()) {
            if (only.size > 0) expect(Math.abs(found[index]! - value)).toBeLessThanOrEqual(4)
          }
        }
      )
    )
  })
})
