import type { Engine } from '../../core/engine.ts'
import type { DatasetEvents } from '../../core/host/calls/datasets.ts'
import type { ExploreEvents } from '../../core/host/calls/explore.ts'
import type { ExplanationEvents } from '../../core/host/calls/explanations.ts'
import type { ExportEvents } from '../../core/host/calls/exports.ts'
import type { TrainingEvents } from '../../core/host/calls/training.ts'
import type { DatasetStore } from '../storage/datasets/dataset-store.ts'
import type { StopSignal, WorkProgress } from '../stop-signal.ts'
import type { OpenSessions } from './sessions/open-sessions.ts'

type JobEvents = DatasetEvents & TrainingEvents & ExploreEvents & ExplanationEvents & ExportEvents

/** What a job tells on its way; these reach the window as they are. */
export type JobEvent = {
  readonly [Name in keyof JobEvents]: { readonly name: Name; readonly value: JobEvents[Name] }
}[keyof JobEvents]

/** What all jobs of one thread share. */
export interface JobResources extends OpenSessions {
  readonly datasets: DatasetStore
  /** Loads native TensorFlow when it is first asked for. Throws HostFault where that fails. */
  engine(): Promise<Engine>
}

/** What a job may use: the same in the worker thread and on the command line. */
export interface JobContext extends JobResources {
  readonly signal: StopSignal
  report(event: JobEvent): void
}

/** How far a dataset is that is packed on the way. */
export function packing(name: string, { report, signal }: JobContext): WorkProgress {
  return { signal, progress: (done, total) => report({ name: 'importing', value: { name, done, total } }) }
}
