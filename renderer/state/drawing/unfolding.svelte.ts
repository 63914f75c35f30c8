import type { Unfolded } from '../../canvas/graph-position.ts'

const nothing: Unfolded = new Map()

/**
 * Which instances of blocks are unfolded on the canvas, and with how many of their repeats. Session state: kept for each
 * project while the window is open, and neither saved nor undone.
 */
export class Unfolding {
  readonly #projectId: () => string
  #byProject = $state.raw<ReadonlyMap<string, Unfolded>>(new Map())
  readonly blocks = $derived.by(() => this.#byProject.get(this.#projectId()) ?? nothing)

  constructor(projectId: () => string) {
    this.#projectId = projectId
  }

  set(blocks: Unfolded): void {
    this.#byProject = new Map([...this.#byProject, [this.#projectId(), blocks]])
  }
}
