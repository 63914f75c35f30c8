import type { Direction } from '../../graph/direction.ts'
import type { NodeId } from '../../graph/drawing.ts'
import type { Flow } from './flow.ts'
import { measures, type Positions } from './measures.ts'

/** Where many ranks need more parts, the whole takes about the shape of a window: so much wider than high. */
const wantedShape = 1.3

/** The ranks in parts that lie beside each other, of about one length, cut where a single edge leads on. */
export function wrap(
  flow: Flow,
  direction: Direction,
  positions: Positions | undefined
): readonly (readonly NodeId[][])[] {
  const ranks: NodeId[][] = Array.from({ length: flow.rankCount }, () => [])
  for (const id of flow.ids) ranks[flow.ranks.get(id) ?? 0]?.push(id)
  const count = partCount(flow, direction)
  const length = flow.rankCount / count
  const crossings = crossingsOf(flow)
  const cuts = Array.from({ length: count - 1 }, (_, index) => {
    const even = (index + 1) * length
    const free = [...crossings.keys()].filter(
      rank => crossings[rank]?.length === 1 && Math.abs(rank - even) < length / 3
    )
    const kept = free.filter(rank => isCut(crossings[rank]?.[0], direction, positions))
    const [nearest] = (kept.length > 0 ? kept : free).sort((a, b) => Math.abs(a - even) - Math.abs(b - even))
    return nearest
  })
  const found = cuts.filter((cut): cut is number => cut !== undefined)
  return [0, ...found].map((start, index) => ranks.slice(start, found[index]))
}

function partCount({ ids, rankCount }: Flow, direction: Direction): number {
  const { rankStep, laneStep, gutter, mostRanks } = measures[direction]
  const most = Math.max(1, Math.ceil(rankCount / mostRanks))
  const thickness = (ids.length / Math.max(1, rankCount)) * laneStep + gutter
  // So many parts of this thickness beside each other have a window's shape.
  const shape = direction === 'down' ? wantedShape : 1 / wantedShape
  return Math.min(most, Math.max(1, Math.ceil(Math.sqrt((shape * rankCount * rankStep) / thickness))))
}

type Way = readonly [from: NodeId, to: NodeId]

/** The edges that come into each rank or pass it. */
function crossingsOf({ ids, ranks, rankCount, before }: Flow): readonly (readonly Way[])[] {
  const crossings: Way[][] = Array.from({ length: rankCount }, () => [])
  for (const id of ids) {
    for (const source of before(id)) {
      for (let rank = (ranks.get(source) ?? 0) + 1; rank <= (ranks.get(id) ?? 0); rank += 1) {
        crossings[rank]?.push([source, id])
      }
    }
  }
  return crossings
}

/** Whether the drawing is cut there as it lies now: the way leads back to the start of the next part. */
function isCut(way: Way | undefined, direction: Direction, positions: Positions | undefined): boolean {
  const [from, to] = [positions?.get(way?.[0] ?? ''), positions?.get(way?.[1] ?? '')]
  if (from === undefined || to === undefined) return false
  return direction === 'down' ? to.y < from.y : to.x < from.x
}
