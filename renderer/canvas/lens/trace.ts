import { instanceAt } from '../graph-position.ts'
import type { Scene, SceneEdge, SceneKey, SceneNode } from '../scene/scene.ts'

/** Which ways through the selected layers are shown, while all else stands back. */
export type Trace = 'back' | 'on' | 'both'

export interface Traced {
  hasNode(node: SceneNode): boolean
  /** A connection that leads past the selected layers is none of theirs, though both its ends may be. */
  hasEdge(edge: SceneEdge): boolean
}

interface Step {
  readonly from: string
  readonly to: string
}

/** All ways that lead to the given nodes, that go on from them, or both; through unfolded blocks from port to port. */
export function tracePaths(scene: Pick<Scene, 'nodes' | 'edges'>, from: Iterable<SceneKey>, trace: Trace): Traced {
  const isContainer = (key: SceneKey): boolean => scene.nodes.get(key)?.form === 'container'
  const stepOf = (edge: SceneEdge): Step => ({
    from: isContainer(edge.from) ? leaving(edge.from) : edge.from,
    to: isContainer(edge.to) ? entering(edge.to) : edge.to
  })
  const steps = [
    ...[...scene.edges.values()].map(stepOf),
    ...[...scene.nodes.values()].flatMap(node => plateStep(scene, node))
  ]
  const starts = [...from].flatMap(key => (isContainer(key) ? [entering(key), leaving(key)] : [key]))
  const before = trace === 'on' ? new Set(starts) : reached(steps, starts, 'to', 'from')
  const behind = trace === 'back' ? new Set(starts) : reached(steps, starts, 'from', 'to')
  const has = (key: string): boolean => before.has(key) || behind.has(key)
  const holds = (keys: ReadonlySet<string>, step: Step): boolean => keys.has(step.from) && keys.has(step.to)
  return {
    hasNode: ({ key, form }) => (form === 'container' ? has(entering(key)) || has(leaving(key)) : has(key)),
    hasEdge(edge) {
      const step = stepOf(edge)
      return holds(before, step) || holds(behind, step)
    }
  }
}

/** An unfolded block is entered and left: what leads to it leads to its input's plate inside, not to its output's. */
function entering(container: SceneKey): string {
  return `${container} in`
}

function leaving(container: SceneKey): string {
  return `${container} out`
}

/** The first repeat of a block that shows them all is entered, and the last is left. */
function plateStep({ nodes }: Pick<Scene, 'nodes'>, { key, form, inputs }: SceneNode): readonly Step[] {
  if (form !== 'plate' || !key.includes('/')) return []
  const path = key.split('/').slice(0, -1)
  const container = instanceAt(path).join('/')
  const { strips = [] } = nodes.get(container) ?? {}
  const [step, first, last] = [path.at(-1), strips[0]?.step, strips.at(-1)?.step]
  if (inputs.length === 0) return first === undefined || first === step ? [{ from: entering(container), to: key }] : []
  return last === undefined || last === step ? [{ from: key, to: leaving(container) }] : []
}

function reached(
  steps: readonly Step[],
  starts: readonly string[],
  near: keyof Step,
  far: keyof Step
): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const step of steps) {
    const list = next.get(step[near])
    if (list === undefined) next.set(step[near], [step[far]])
    else list.push(step[far])
  }
  const seen = new Set(starts)
  const waiting = [...starts]
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    for (const other of next.get(key) ?? []) {
      if (seen.has(other)) continue
      seen.add(other)
      waiting.push(other)
    }
  }
  return seen
}
