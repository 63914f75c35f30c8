import { expect, test } from 'vitest'
import { layOut } from '../../../core/network/layout.ts'
import { drawZooNetwork } from '../../../core/templates.ts'
import { zoo } from '../../../core/zoo/catalogue.ts'

test.each(zoo)('lays $name out without overlaps, each node below what feeds it', ({ id }) => {
  const drawn = drawZooNetwork(id)
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const { nodes, edges } = drawn.drawing
  const points = layOut(drawn.drawing)
  for (const edge of Object.values(edges)) {
    expect(points[edge.to.node]!.y, edge.id).toBeGreaterThan(points[edge.from.node]!.y)
  }
  const list = Object.values(nodes)
  const overlaps = list.flatMap((left, index) =>
    list.slice(index + 1).filter(right => {
      const [a, b] = [points[left.id]!, points[right.id]!]
      return left.graph === right.graph && Math.abs(a.x - b.x) < 184 && Math.abs(a.y - b.y) < 52
    })
  )
  expect(overlaps).toEqual([])
})

test('keeps the trunk of LeNet-5 in one column', () => {
  const drawn = drawZooNetwork('lenet5')
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  const points = layOut(drawn.drawing)
  const trunk = ['data', 'c1', 's2', 'c3', 's4', 'c5', 'flatten', 'f6', 'logits']
  expect(new Set(trunk.map(id => points[id]!.x)).size).toBe(1)
  expect(trunk.map(id => points[id]!.y)).toEqual(trunk.map((_, row) => 40 + row * 92))
})
