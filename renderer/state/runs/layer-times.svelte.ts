import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { message } from '../../messages/message.ts'
import { undefinedIf, type Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
}

/** How long each node takes for one sample, once it was measured; kept for the session. */
export class LayerTimes {
  readonly #needs: Needs
  #measured = $state.raw<{ readonly times: ReadonlyMap<NodeId, number>; readonly of: Document }>()
  /** How far a measurement is, while one is under way. */
  measuring = $state.raw<{ readonly done: number; readonly total: number }>()

  /** Milliseconds by node id; undefined too while the drawing is another than the one that was measured. */
  readonly times = $derived.by(() => {
    const { project } = this.#needs
    if (this.#measured === undefined || !project.isOpen) return undefined
    return isUnedited(this.#measured.of, project.document) ? this.#measured.times : undefined
  })

  constructor(needs: Needs) {
    this.#needs = needs
    // For as long as the window lives.
    needs.host.on('timing', progress => {
      if (this.measuring !== undefined) this.measuring = progress
    })
  }

  /** Answers with false where it was stopped or failed. */
  async measure(): Promise<boolean> {
    const { host, project, attempt } = this.#needs
    const { id, document } = project
    this.measuring = { done: 0, total: 0 }
    try {
      const answer = await attempt(message('times/measure'), () =>
        host.timeLayers({ document }).catch(undefinedIf('job/stopped'))
      )
      if (answer === undefined || !project.isOpen || project.id !== id) return false
      this.#measured = { times: new Map(Object.entries(answer.milliseconds)), of: document }
      return true
    } finally {
      this.measuring = undefined
    }
  }

  async stop(): Promise<void> {
    const { host, attempt } = this.#needs
    await attempt(message('times/measure'), () => host.stop({ call: 'timeLayers' }))
  }

  forget(): void {
    this.#measured = undefined
  }
}

/** Whether no layer, edge or block has changed from one state of the document to the other; positions may have. */
function isUnedited(one: Document, other: Document): boolean {
  return one.nodes === other.nodes && one.edges === other.edges && one.blocks === other.blocks
}
