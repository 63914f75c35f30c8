import { expect, test } from 'vitest'
import { directions } from '../../../core/graph/direction.ts'
import type { Drawing, Edge, GraphNode } from '../../../core/graph/drawing.ts'
import { expand } from '../../../core/graph/expand.ts'
import { graphOf } from '../../../core/graph/graph.ts'
import { layOut, layOutGraph } from '../../../core/document/layout/layout.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { zoo } from '../../../core/zoo/catalogue.ts'

test.each(zoo)(
  'lays $name out without overlaps, each node below what feeds it or in a column further right',
  ({ id }) => {
    const drawn = drawZooNetwork(id)
    if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
    const { nodes, edges } = drawn.drawing
    const points = layOut(drawn.drawing)
    for (const edge of Object.values(edges)) {
      const [from, to] = [points[edge.from.node]!, points[edge.to.node]!]
      expect(to.y > from.y || to.x > from.x + 184, edge.id).toBe(true)
    }
    const list = Object.values(nodes)
    const overlaps = list.flatMap((left, index) =>
      list.slice(index + 1).filter(right => {
        const [a, b] = [points[left.id]!, points[right.id]!]
        return left.graph === right.graph && Math.abs(a.x - b.x) < 184 && Math.abs(a.y - b.y) < 52
      })
    )
    expect(overlaps).toEqual([])
  }
)

test('keeps the trunk of LeNet-5 in one column', () => {
  const drawn = drawZooNetwork('lenet5')
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const points = layOut(drawn.drawing)
  const trunk = ['data', 'c1', 's2', 'c3', 's4', 'c5', 'flatten', 'f6', 'logits']
  expect(new Set(trunk.map(id => points[id]!.x)).size).toBe(1)
  expect(trunk.map(id => points[id]!.y)).toEqual(trunk.map((_, row) => 40 + row * 96))
})

test.each(zoo)('keeps $name, all of it seen at once, large enough to read', ({ id }) => {
  const drawn = drawZooNetwork(id)
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const { nodes, root } = drawn.drawing
  const points = layOut(drawn.drawing)
  const shown = Object.values(nodes).filter(({ graph }) => graph === root)
  const width = Math.max(...shown.map(node => points[node.id]!.x)) + 184
  const height = Math.max(...shown.map(node => points[node.id]!.y)) + 52
  // The canvas of a window of 1440×900 has about 850×650 points. Names are 20 points high, so that they keep 9.
  expect(Math.min(850 / width, 650 / height)).toBeGreaterThan(0.45)
})

test('runs the trunk of GoogLeNet straight past its auxiliary heads', () => {
  const drawn = drawZooNetwork('googlenet')
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const points = layOut(drawn.drawing)
  const columns = ['inception3a', 'inception4a', 'inception4b', 'inception4d', 'inception4e', 'inception5b']
  expect(new Set(columns.map(id => points[id]!.x)).size).toBe(2)
})

/** Every block opened: all layers in one graph. */
function flat(drawing: Drawing): Drawing {
  const nodes: Record<string, GraphNode> = {}
  const edges: Record<string, Edge> = {}
  const layers = expand(drawing).nodes
  const idOf = new Map(layers.map(({ key }, index) => [key, `n${index}`]))
  for (const { key, node, inputs } of layers) {
    const id = idOf.get(key)!
    nodes[id] = { ...node, id, graph: drawing.root, name: id }
    for (const [port, sources] of Object.entries(inputs)) {
      for (const [order, source] of sources.entries()) {
        const from = { node: idOf.get(source.key)!, port: source.port }
        edges[`${id}.${port}.${order}`] = {
          ...{ id: `${id}.${port}.${order}`, graph: drawing.root, from, order },
          to: { node: id, port }
        }
      }
    }
  }
  return { root: drawing.root, nodes, edges, blocks: {} }
}

test.each(directions)(
  'lays all 517 layers of ResNet-152 out at once, of about the shape of a window (%s)',
  direction => {
    const drawn = drawZooNetwork('resnet152')
    if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
    const graph = graphOf(flat(drawn.drawing), drawn.drawing.root)
    expect(graph.nodes.size).toBe(517)
    const positions = [...layOutGraph(graph, { direction }).values()]
    const width = Math.max(...positions.map(({ x }) => x))
    const height = Math.max(...positions.map(({ y }) => y))
    expect(width / height).toBeGreaterThan(0.8)
    expect(width / height).toBeLessThan(2.4)
  }
)
