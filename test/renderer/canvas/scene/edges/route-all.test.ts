import { isDeepStrictEqual } from 'node:util'
import { array, assert, integer, property, record } from 'fast-check'
import { expect, it } from 'vitest'
import { canvasPoint, type Rectangle } from '../../../../../renderer/canvas/points.ts'
import { makeRouter, type EdgeEnds } from '../../../../../renderer/canvas/scene/edges/route-all.ts'

const [width, height] = [184, 52]

interface Point {
  readonly x: number
  readonly y: number
}

/** Four columns of nodes, each node joined to the next one and to the third after it. */
const grid: readonly Point[] = Array.from({ length: 40 }, (_, index) => ({
  x: Math.floor(index / 10) * 264,
  y: (index % 10) * 104
}))

function obstaclesOf(positions: readonly Point[]): readonly Rectangle[] {
  return positions.map(({ x, y }) => ({ left: x, top: y, right: x + width, bottom: y + height }))
}

function edgesOf(positions: readonly Point[]): readonly EdgeEnds[] {
  return [1, 3].flatMap(step =>
    positions.slice(step).flatMap((to, index) => {
      const from = positions[index]
      const ends = from && {
        id: `${index} ${step}`,
        from: canvasPoint(from.x + width / 2, from.y + height),
        to: canvasPoint(to.x + width / 2, to.y)
      }
      return ends ?? []
    })
  )
}

const move = record({
  node: integer({ min: 0, max: grid.length - 1 }),
  x: integer({ min: -100, max: 1000 }),
  y: integer({ min: -100, max: 1100 })
})

it('gives after every move the ways that routing everything anew gives', () => {
  assert(
    property(array(move, { minLength: 1, maxLength: 6 }), moves => {
      const route = makeRouter()
      let positions = grid
      route(edgesOf(positions), obstaclesOf(positions))
      for (const { node, x, y } of moves) {
        positions = positions.map((position, index) => (index === node ? { x, y } : position))
        const [edges, obstacles] = [edgesOf(positions), obstaclesOf(positions)]
        expect(route(edges, obstacles)).toEqual(makeRouter()(edges, obstacles))
      }
    }),
    { seed: 6, numRuns: 40 }
  )
})

it('gives the same curve again, as the same object, wherever an edge keeps its way', () => {
  const route = makeRouter()
  const before = route(edgesOf(grid), obstaclesOf(grid))
  const moved = grid.map((position, index) => (index === 0 ? { ...position, y: -200 } : position))
  const after = route(edgesOf(moved), obstaclesOf(moved))
  const kept = [...after.keys()].filter(id => isDeepStrictEqual(before.get(id), after.get(id)))
  expect(kept.length).toBeGreaterThan(50)
  for (const id of kept) expect(after.get(id), id).toBe(before.get(id))
})
