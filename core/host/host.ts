import { aboutCalls } from './calls/about.ts'
import { z } from 'zod'
import { isStoppable, takes, type AnsweredBy, type Answering, type Callable } from './call.ts'
import { datasetCalls, type DatasetEvents } from './calls/datasets.ts'
import { explanationCalls, type ExplanationEvents } from './calls/explanations.ts'
import { exploreCalls, type ExploreEvents } from './calls/explore.ts'
import { exportCalls, type ExportEvents } from './calls/exports.ts'
import { figureCalls } from './calls/figures.ts'
import type { HostError } from './host-error.ts'
import { modelCalls } from './calls/models.ts'
import { projectCalls, type ProjectEvents } from './calls/projects.ts'
import { runCalls } from './calls/runs.ts'
import { trainingCalls, type TrainingEvents } from './calls/training.ts'

const calls = {
  ...aboutCalls,
  ...projectCalls,
  ...datasetCalls,
  ...trainingCalls,
  ...runCalls,
  ...modelCalls,
  ...exploreCalls,
  ...explanationCalls,
  ...exportCalls,
  ...figureCalls
}

/** The calls that the window can stop. */
export type StoppableCallName = {
  [Name in keyof typeof calls]: (typeof calls)[Name]['by'] extends 'stoppableHandler' | 'stoppableJob' ? Name : never
}[keyof typeof calls]
const stoppable = z.custom<StoppableCallName>(
  name => Object.hasOwn(calls, String(name)) && isStoppable(calls[name as keyof typeof calls])
)

/** Everything that the window asks of the machine. */
export const hostCalls = {
  ...calls,
  /** Stops what a call has begun, which then fails with the code `job/stopped`; nothing where it is not at work. */
  stop: takes({ call: stoppable }).answers()
}

export type HostCallName = keyof typeof hostCalls
/** The calls as the window makes them. */
export type HostApi = Callable<typeof hostCalls>
/** What answers them in the main process. */
export type HostHandlers = Answering<typeof hostCalls, AnsweredBy>
/** What answers those that a job does. */
export type HostJobs = Answering<typeof hostCalls, 'job' | 'stoppableJob'>

/** What the machine tells the window unasked. */
export interface HostEvents
  extends ProjectEvents, DatasetEvents, TrainingEvents, ExploreEvents, ExplanationEvents, ExportEvents {
  /** A menu item was chosen: the id of one of the window's commands. */
  command: { readonly id: string }
  /** Something went wrong that no call was waiting for; the log says more. */
  fault: HostError
}

/**
 * What the window sees as `window.host`: the calls, the events, and the paths of what a person dropped, which the
 * machine then lets be read. `DroppedFile` is the window's own `File`, which core does not know.
 */
export interface HostBridge<DroppedFile> extends HostApi {
  /** Subscribes; what it returns ends the subscription. */
  on<Name extends keyof HostEvents>(event: Name, listener: (value: HostEvents[Name]) => void): () => void
  pathsOf(files: readonly DroppedFile[]): readonly string[]
}
