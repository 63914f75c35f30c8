import type { Document } from '../../../core/document/records.ts'
import type { NodeId } from '../../../core/graph/drawing.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import { isHostError, type Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'

/** How long each node takes for one sample, once it was measured; kept for the session. */
export interface LayerTimes {
  /** Milliseconds by node id; undefined too while the drawing is another than the one that was measured. */
  readonly times: ReadonlyMap<NodeId, number> | undefined
  /** How far a measurement is, while one is under way. */
  readonly measuring: { readonly done: number; readonly total: number } | undefined
  /** Answers with false where it was stopped or failed. */
  measure(): Promise<boolean>
  stop(): Promise<void>
  forget(): void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
}

export function createLayerTimes({ host, project, attempt }: Needs): LayerTimes {
  let measured = $state.raw<{ readonly times: ReadonlyMap<NodeId, number>; readonly of: Document }>()
  const times = $derived(
    measured !== undefined && project.isOpen && isSameNetwork(measured.of, project.document)
      ? measured.times
      : undefined
  )
  let measuring = $state.raw<LayerTimes['measuring']>()

  // For as long as the window lives.
  host.on('timing', progress => {
    if (measuring !== undefined) measuring = progress
  })

  return {
    get times() {
      return times
    },
    get measuring() {
      return measuring
    },
    async measure() {
      const { id, document } = project
      measuring = { done: 0, total: 0 }
      try {
        const answer = await attempt(message('times/measure'), () =>
          host.timeLayers(document).catch(undefinedIfStopped)
        )
        if (answer === undefined || !project.isOpen || project.id !== id) return false
        measured = { times: new Map(Object.entries(answer.milliseconds)), of: document }
        return true
      } finally {
        measuring = undefined
      }
    },
    async stop() {
      await attempt(message('times/measure'), () => host.stopTiming())
    },
    forget() {
      measured = undefined
    }
  }
}

/** Whether the same layers stand in the same order; where they stand on the canvas does not matter. */
function isSameNetwork(one: Document, other: Document): boolean {
  return one.nodes === other.nodes && one.edges === other.edges && one.blocks === other.blocks
}

/** That the person stopped it is no failure. */
function undefinedIfStopped(error: unknown): undefined {
  if (isHostError(error) && error.code === 'times/stopped') return undefined
  throw error
}
