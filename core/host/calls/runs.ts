import { z } from 'zod'
import type { Problem } from '../../problem.ts'
import { longestRunName, longestRunNote, type RunRecord, type TrainingFrame } from '../../train/run.ts'
import type { GeneratedSamples } from '../../train/samples.ts'
import { takes } from '../call.ts'
import { id } from '../forms.ts'

export const runCalls = {
  /** The project's runs, the newest first, and why others cannot be read. */
  runs: takes({ project: id }).answers<{
    readonly runs: readonly RunRecord[]
    readonly problems: readonly Problem[]
  }>(),
  /** Frames of a run as they were recorded, for its curves. */
  frames: takes({ project: id, run: id }).answersByJob<readonly TrainingFrame[]>(),
  /** What a run that makes images made after its last epoch; undefined where it made nothing. */
  generatedSamples: takes({ project: id, run: id }).answersByJob<GeneratedSamples | undefined>(),
  /** What a person calls the run and says about it; an empty note says nothing. */
  describeRun: takes({
    project: id,
    run: id,
    name: z.string().min(1).max(longestRunName),
    note: z.string().max(longestRunNote)
  }).answers(),
  /** Until the project is closed, `restoreRun` brings it back. */
  deleteRun: takes({ project: id, run: id }).answers(),
  restoreRun: takes({ project: id, run: id }).answers()
}
