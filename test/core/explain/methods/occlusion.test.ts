import { expect, it } from 'vitest'
import { explain } from '../../../../core/explain/explain.ts'
import { occlusion, squaresOf } from '../../../../core/explain/methods/occlusion.ts'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { bytesTensor, openPlan } from '../open-plan.ts'

it('cuts off the window at the edge, so that every pixel is covered', () => {
  expect(squaresOf([5, 3], [3, 3], [2, 1])).toEqual([
    { rows: [0, 3], columns: [0, 3] },
    { rows: [2, 5], columns: [0, 3] }
  ])
  expect(squaresOf([5, 1], [2, 2], [2, 2]).map(({ rows }) => rows)).toEqual([
    [0, 2],
    [2, 4],
    [4, 5]
  ])
})

it('takes no step over pixels, and covers all of an image that is smaller than the window', () => {
  expect(squaresOf([4, 1], [2, 1], [9, 9]).map(({ rows }) => rows)).toEqual([
    [0, 2],
    [2, 4]
  ])
  expect(squaresOf([4, 3], [9, 9], [1, 1])).toEqual([{ rows: [0, 4], columns: [0, 3] }])
})

it('tells how far it is, and stops where the machine does', async () => {
  const network = inferNetwork(
    drawNetwork(graph => {
      const data = graph.layer('data', { size: [16, 16], channels: 1, classes: 2 })
      graph.layer('output', {}, graph.layer('dense', { units: 2 }, graph.layer('flatten', {}, data.output('image'))))
    })
  )
  const { plan, machine, session } = await openPlan(occlusion, network)
  const told: (readonly [number, number])[] = []
  let calls = 0
  const stopping = {
    run: async (...call: Parameters<typeof machine.run>) => {
      calls += 1
      if (told.length === 3) throw new Error('Stopped.')
      return await machine.run(...call)
    },
    progress: (done: number, total: number) => told.push([done, total])
  }
  const parameters = { window: [4, 4], stride: [1, 1], fill: 0, measure: 'score' }
  const request = {
    bytes: bytesTensor(
      [16, 16, 1],
      Array.from({ length: 256 }, (_, position) => position)
    ),
    parameters
  }
  await expect(explain(plan, request, stopping)).rejects.toThrow('Stopped.')
  expect(told).toEqual([
    [0, 169],
    [32, 169],
    [64, 169]
  ])
  // What the first layer sees, the likeliest class, the score of the whole image, two batches and the one that stopped.
  expect(calls).toBe(6)
  await session.close()
})
