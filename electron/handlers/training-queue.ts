import type { LiveTraining } from '../../core/host/calls/training.ts'
import type { TrainingEvent } from '../../core/train/run.ts'
import type { RunChange } from '../storage/runs/runs.ts'
import type { RunningJob, WorkerClient } from '../jobs/worker/worker-client.ts'
import type { JobResult } from '../jobs/worker/messages.ts'
import type { JobEvent } from '../jobs/job.ts'
import { failureOf } from '../fault.ts'
import type { Log } from '../log.ts'

/** A run on disk that is to be trained. */
export interface QueuedRun {
  /** The project's folder. */
  readonly project: string
  readonly run: string
  /** What run and project are called. */
  readonly names: { readonly run: string; readonly project: string }
}

/** One run trains at a time, in a worker of its own; the others wait their turn. */
export interface TrainingQueue {
  add(queued: QueuedRun): void
  /** Asks a run to end after its next step, or takes it out of the queue. */
  stop(run: string): Promise<void>
  /** What a live run is doing; undefined when it does not belong to this program. */
  stateOf(run: string): 'queued' | 'running' | undefined
  /** All runs that train or wait. */
  live(): readonly LiveTraining[]
  /** Ends what trains after its next step; what was under way is interrupted and can be resumed. */
  close(): Promise<void>
}

export interface TrainingQueueOptions {
  readonly createWorker: () => WorkerClient
  readonly tell: (event: TrainingEvent) => void
  readonly change: (queued: QueuedRun, change: RunChange) => Promise<void>
  /** Told whenever others train or wait than before. */
  readonly tellLive: (trainings: readonly LiveTraining[]) => void
  readonly log: Log
}

interface Current {
  readonly queued: QueuedRun
  readonly job: RunningJob<JobResult<'train'>>
  readonly ended: Promise<void>
}

export function createTrainingQueue(options: TrainingQueueOptions): TrainingQueue {
  const { createWorker, tell, change, tellLive, log } = options
  let waiting: readonly QueuedRun[] = []
  let current: Current | undefined
  let isClosing = false

  function relay(event: JobEvent): void {
    if (event.name === 'training') tell(event.value)
  }

  function live(): readonly LiveTraining[] {
    const trainings = waiting.map(queued => liveTraining(queued, true))
    return current ? [liveTraining(current.queued, false), ...trainings] : trainings
  }

  /** For a run that is over, whatever its folder says: one that cannot be written keeps no other from its turn. */
  async function note(queued: QueuedRun, end: RunChange): Promise<void> {
    await change(queued, end).catch((error: unknown) => log.error(`state of run ${queued.run}`, error))
  }

  async function follow(queued: QueuedRun, job: Current['job'], worker: WorkerClient): Promise<void> {
    try {
      const { state } = await job.result
      log.info(`run ${queued.run} ended: ${state}`)
      if (isClosing && state === 'stopped') await note(queued, { state: 'interrupted' })
    } catch (error) {
      log.error(`run ${queued.run}`, error)
      const failure = failureOf(error)
      await note(queued, { state: 'failed', failure })
      tell({ event: 'failed', run: queued.run, ...failure })
    }
    current = undefined
    await worker.close().catch((error: unknown) => log.error(`engine of run ${queued.run}`, error))
    advance()
  }

  function advance(): void {
    const [next, ...rest] = waiting
    if (current || isClosing || !next) {
      tellLive(live())
      return
    }
    waiting = rest
    log.info(`run ${next.run} starts in ${next.project}`)
    const worker = createWorker()
    const { project, run } = next
    const job = worker.start('train', { project, run }, relay)
    current = { queued: next, job, ended: follow(next, job, worker) }
    tellLive(live())
  }

  return {
    add(queued) {
      waiting = [...waiting, queued]
      advance()
    },
    async stop(run) {
      if (current?.queued.run === run) {
        current.job.stop()
        return
      }
      const queued = waiting.find(each => each.run === run)
      if (!queued) return
      waiting = waiting.filter(each => each !== queued)
      tellLive(live())
      await change(queued, { state: 'stopped' })
      tell({ event: 'done', run, state: 'stopped' })
    },
    stateOf(run) {
      if (current?.queued.run === run) return 'running'
      return waiting.some(each => each.run === run) ? 'queued' : undefined
    },
    live,
    async close() {
      isClosing = true
      const left = waiting
      waiting = []
      current?.job.stop()
      await current?.ended
      for (const queued of left) await note(queued, { state: 'interrupted' })
    }
  }
}

function liveTraining({ project, run, names }: QueuedRun, isWaiting: boolean): LiveTraining {
  return { run, name: names.run, folder: project, project: names.project, isWaiting }
}
