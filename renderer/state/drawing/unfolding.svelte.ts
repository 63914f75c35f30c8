/**
 * Which instances of blocks are unfolded on the canvas, by the ids on the way down to them, `n4/n2`. Session state: kept
 * for each project while the window is open, and neither saved nor undone.
 */
export interface Unfolding {
  readonly paths: ReadonlySet<string>
  set(paths: ReadonlySet<string>): void
}

const nothing: ReadonlySet<string> = new Set()

export function createUnfolding(projectId: () => string): Unfolding {
  let byProject = $state.raw<ReadonlyMap<string, ReadonlySet<string>>>(new Map())
  const paths = $derived(byProject.get(projectId()) ?? nothing)
  return {
    get paths() {
      return paths
    },
    set(next) {
      byProject = new Map([...byProject, [projectId(), next]])
    }
  }
}
