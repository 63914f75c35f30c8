import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edge, GraphNode } from '../../../core/graph/drawing.ts'
import { graphOf, wouldCloseCycle } from '../../../core/graph/graph.ts'
import { cleanName, isName, uniqueName } from '../../../core/graph/names.ts'

function record<Value extends { readonly id: string }>(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map(value => [value.id, value]))
}

const randomGraph = fc
  .integer({ min: 1, max: 12 })
  .chain(count =>
    fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 24 }).map(pairs => ({ count, pairs }))
  )

function draw(count: number, pairs: readonly (readonly [number, number])[]) {
  const nodes = Array.from({ length: count }, (_, at): GraphNode => {
    return { id: `n${at}`, graph: 'root', type: 'add', name: `n${at}`, parameters: {} }
  })
  const edges = pairs.map(([from, to], at): Edge => {
    return {
      id: `e${at}`,
      graph: 'root',
      from: { node: `n${from}`, port: 'output' },
      to: { node: `n${to}`, port: 'inputs' },
      order: at
    }
  })
  return { nodes, edges }
}

describe('graph', () => {
  it('orders sources first, finds a cycle exactly where there is one, and does not depend on the order of records', () => {
    fc.assert(
      fc.property(randomGraph, ({ count, pairs }) => {
        const { nodes, edges } = draw(count, pairs)
        const graph = graphOf({ nodes: record(nodes), edges: record(edges) }, 'root')
        expect(graph.order.map(node => node.id).sort()).toEqual(nodes.map(node => node.id).sort())

        // Reachability by Warshall's closure.
        const reach = Array.from({ length: count }, (_, from) =>
          nodes.map((_node, to) => pairs.some(([a, b]) => a === from && b === to))
        )
        for (let via = 0; via < count; via += 1)
          for (let a = 0; a < count; a += 1)
            for (let b = 0; b < count; b += 1) reach[a]![b] ||= reach[a]![via]! && reach[via]![b]!
        expect(graph.cycles.length > 0).toBe(reach.some((row, at) => row[at]))
        for (const cycle of graph.cycles) {
          cycle.forEach((node, at) => {
            const next = cycle[(at + 1) % cycle.length]
            expect(edges.some(edge => edge.from.node === node.id && edge.to.node === next?.id)).toBe(true)
          })
        }
        if (graph.cycles.length === 0) {
          const position = new Map(graph.order.map((node, at) => [node.id, at]))
          for (const { from, to } of edges) expect(position.get(from.node)!).toBeLessThan(position.get(to.node)!)
        }
        for (let a = 0; a < count; a += 1)
          for (let b = 0; b < count; b += 1)
            expect(wouldCloseCycle(graph, `n${a}`, `n${b}`)).toBe(a === b || reach[b]![a])

        const again = graphOf({ nodes: record([...nodes].reverse()), edges: record([...edges].reverse()) }, 'root')
        expect(again.order).toEqual(graph.order)
      }),
      { numRuns: 300, seed: 8 }
    )
  })

  it('walks a chain of 50,000 nodes', () => {
    const count = 50_000
    const pairs = Array.from({ length: count - 1 }, (_, at) => [at, at + 1] as const)
    const { nodes, edges } = draw(count, pairs)
    const { order } = graphOf({ nodes: record(nodes), edges: record(edges) }, 'root')
    expect([order.length, order[0]?.id, order.at(-1)?.id]).toEqual([count, 'n0', `n${count - 1}`])
  })
})

describe('names', () => {
  it('count on where a name ends in a number and begin with _2 where it does not', () => {
    const taken = new Set(['conv1', 'conv2', 'conv2d', 'conv2d_2', 'relu'])
    const free = ['conv1', 'conv2d', 'relu', 'dense'].map(name => uniqueName(name, each => taken.has(each)))
    expect(free).toEqual(['conv3', 'conv2d_3', 'relu_2', 'dense'])
  })

  it('are made from whatever a person types, or not at all', () => {
    expect(['My layer!', ' 3x3 / 2 ', 'größe', '---', 'a/b[3]'].map(cleanName)).toEqual([
      'My_layer',
      'x3_2',
      'gr_e',
      undefined,
      'a_b_3'
    ])
    fc.assert(
      fc.property(fc.string(), typed => {
        const name = cleanName(typed)
        expect(name === undefined || isName(name)).toBe(true)
      })
    )
  })
})
