import type { NodeId } from '../../../core/graph/drawing.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import { isHostError, type Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'

/** How long each node takes for one sample, once it was measured; kept for the session. */
export interface LayerTimes {
  /** Milliseconds by node id. */
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
  let times = $state.raw<ReadonlyMap<NodeId, number>>()
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
        const measured = await attempt(message('times/measure'), () =>
          host.timeLayers(document).catch(undefinedIfStopped)
        )
        if (measured === undefined || !project.isOpen || project.id !== id) return false
        times = new Map(Object.entries(measured.milliseconds))
        return true
      } finally {
        measuring = undefined
      }
    },
    async stop() {
      await attempt(message('times/measure'), () => host.stopTiming())
    },
    forget() {
      times = undefined
    }
  }
}

/** That the person stopped it is no failure. */
function undefinedIfStopped(error: unknown): undefined {
  if (isHostError(error) && error.code === 'times/stopped') return undefined
  throw error
}
