import type { Unfolded } from '../../canvas/graph-place.ts'

/**
 * Which instances of blocks are unfolded on the canvas, and with how many of their repeats. Session state: kept for each
 * project while the window is open, and neither saved nor undone.
 */
export interface Unfolding {
  readonly blocks: Unfolded
  set(blocks: Unfolded): void
}

const nothing: Unfolded = new Map()

export function createUnfolding(projectId: () => string): Unfolding {
  let byProject = $state.raw<ReadonlyMap<string, Unfolded>>(new Map())
  const blocks = $derived(byProject.get(projectId()) ?? nothing)
  return {
    get blocks() {
      return blocks
    },
    set(next) {
      byProject = new Map([...byProject, [projectId(), next]])
    }
  }
}
