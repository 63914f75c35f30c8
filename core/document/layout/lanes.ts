import type { NodeId } from '../../graph/drawing.ts'
import type { Flow } from './flow.ts'

/** A branch that is so many ranks shorter stands aside, and the longer one runs on straight. */
const shortBranch = 3

export interface Hints {
  readonly order: ReadonlyMap<NodeId, number>
  readonly lengths: ReadonlyMap<NodeId, number>
  /** The order is one that the drawing has. */
  readonly isDrawn: boolean
}

/** Where the nodes of these ranks stand across the flow, in lanes. */
export function lanesOf(
  flow: Flow,
  ranks: readonly (readonly NodeId[])[],
  { order, lengths, isDrawn }: Hints
): ReadonlyMap<NodeId, number> {
  const lanes = new Map<NodeId, number>()
  for (const rank of ranks) {
    const trunk = trunkOf(rank, lengths)
    const wanted = rank.map(id => ({ id, lane: wantedLane(flow, id, lanes), isFixed: id === trunk }))
    wanted.sort(
      (a, b) =>
        a.lane - b.lane ||
        // Nobody has put them into an order yet: short branches stand on one side of the trunk.
        (isDrawn ? 0 : Number(b.isFixed) - Number(a.isFixed)) ||
        (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)
    )
    const apart = spread(wanted)
    wanted.forEach(({ id }, index) => lanes.set(id, apart[index] ?? 0))
  }
  return lanes
}

/** Behind what feeds it directly; an edge that comes from far back has a way of its own beside. */
function wantedLane({ before, after, ranks }: Flow, id: NodeId, lanes: ReadonlyMap<NodeId, number>): number {
  const rankOf = (node: NodeId): number => ranks.get(node) ?? 0
  const sources = before(id)
  const nearest = Math.max(...sources.map(rankOf))
  const near = sources
    .filter(source => rankOf(source) > nearest - shortBranch)
    .flatMap(source => lanes.get(source) ?? [])
  if (near.length > 0) return mean(near)
  // What comes in from the side stands beside the others that feed the same.
  const others = after(id)
    .flatMap(before)
    .flatMap(other => lanes.get(other) ?? [])
  return others.length === 0 ? 0 : Math.max(...others) + 1
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The node of a rank that the network goes on through, beside branches that end or join again soon. */
function trunkOf(rank: readonly NodeId[], lengths: ReadonlyMap<NodeId, number>): NodeId | undefined {
  const lengthOf = (id: NodeId): number => lengths.get(id) ?? 0
  const [trunk, ...others] = [...rank].sort((a, b) => lengthOf(b) - lengthOf(a))
  return others.some(id => lengthOf(trunk ?? id) - lengthOf(id) >= shortBranch) ? trunk : undefined
}

interface Wanted {
  readonly lane: number
  /** It stays where it wants to be; the others make room. */
  readonly isFixed: boolean
}

/** Ascending lanes moved apart until no two are one; each run that had to move stays centered on where it wanted to be. */
function spread(wanted: readonly Wanted[]): readonly number[] {
  const runs: Run[] = []
  for (const each of wanted) {
    let run = runOf([each])
    for (let last = runs.at(-1); last !== undefined && overlaps(last, run); last = runs.at(-1)) {
      runs.pop()
      run = runOf([...last.positions, ...run.positions])
    }
    runs.push(run)
  }
  return runs.flatMap(({ positions, center }) => positions.map((_, index) => center + offsetOf(positions, index)))
}

interface Run {
  readonly positions: readonly Wanted[]
  readonly center: number
}

function offsetOf(positions: readonly Wanted[], index: number): number {
  return index - (positions.length - 1) / 2
}

function runOf(positions: readonly Wanted[]): Run {
  const hasFixed = positions.some(({ isFixed }) => isFixed)
  const centers = positions.flatMap(({ lane, isFixed }, index) =>
    isFixed || !hasFixed ? [lane - offsetOf(positions, index)] : []
  )
  return { positions, center: mean(centers) }
}

function overlaps(left: Run, right: Run): boolean {
  return right.center - left.center < (left.positions.length + right.positions.length) / 2
}
