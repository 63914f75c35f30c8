import { grow, type Rectangle } from '../points.ts'
import type { SceneEdge, SceneNode } from '../scene/scene.ts'
import type { SceneNote } from '../scene/scene.ts'
import { detailAt, type Detail } from './brush.ts'
import { badgeOverhangAt, overhangAt, type ScenePicture } from './paint-scene.ts'

/** So many areas take longer to tell apart than the whole takes to paint. */
const mostAreas = 400

/** Where two pictures differ at a scale, in canvas points. */
export function changedAreas(before: ScenePicture, after: ScenePicture, scale: number): readonly Rectangle[] | 'all' {
  const [from, to] = [before.scene, after.scene]
  if (from.graph !== to.graph || from.direction !== to.direction || !isSameBeside(before, after)) return 'all'
  const detail = detailAt(scale)
  const areas: Rectangle[] = []
  for (const collection of ['notes', 'nodes', 'edges'] as const) {
    const overhang = collection === 'notes' || detail === 'all' ? overhangAt(scale) : badgeOverhangAt(scale)
    const note = (bounds: Rectangle | undefined): void => {
      if (bounds !== undefined) areas.push(grow(bounds, overhang))
    }
    for (const id of idsOf(before, after, collection)) {
      const [one, other] = [from[collection].get(id), to[collection].get(id)]
      const isSame =
        looksSame(one, other, detail) && before.selection[collection].has(id) === after.selection[collection].has(id)
      if (isSame && isLifted(before, one) === isLifted(after, other)) continue
      note(one?.bounds)
      if (other?.bounds !== one?.bounds) note(other?.bounds)
      if (areas.length > mostAreas) return 'all'
    }
  }
  return areas
}

/** Far out an edge has no shape written on it: an edit that changes all shapes after it paints none of them. */
function looksSame(one: Drawn | undefined, other: Drawn | undefined, detail: Detail): boolean {
  if (one === other) return true
  if (detail === 'all' || one === undefined || other === undefined || !('curve' in one && 'curve' in other))
    return false
  return one.curve === other.curve && one.isQuiet === other.isQuiet
}

type Drawn = SceneNode | SceneNote | SceneEdge

function isLifted({ lifted }: ScenePicture, item: Drawn | undefined): boolean {
  if (item === undefined || lifted.size === 0) return false
  return lifted.has(item.key) || ('from' in item && (lifted.has(item.from) || lifted.has(item.to)))
}

/** All that can differ: where the scene is the same, what is selected or lifted in one of them. */
function idsOf(before: ScenePicture, after: ScenePicture, collection: 'notes' | 'nodes' | 'edges'): Iterable<string> {
  if (before.scene === after.scene && before.lifted === after.lifted) {
    const selected = [before.selection[collection], after.selection[collection]] as const
    return selected[0] === selected[1] ? [] : new Set([...selected[0], ...selected[1]])
  }
  return new Set([...before.scene[collection].keys(), ...after.scene[collection].keys()])
}

/** Whatever else a picture shows changes the look of all of it. */
function isSameBeside(before: ScenePicture, after: ScenePicture): boolean {
  const { scene: _, selection: __, lifted: ___, ...one } = before
  const { scene: ____, selection: _____, lifted: ______, ...other } = after
  const values: Readonly<Record<string, unknown>> = other
  return Object.entries(one).every(([name, value]) => values[name] === value)
}
