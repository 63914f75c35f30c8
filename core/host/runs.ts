import type { RunRecord, TrainingFrame } from '../train/run.ts'
import { takes } from './call.ts'
import { id } from './forms.ts'

export const runCalls = {
  runs: takes({ project: id }).answers<readonly RunRecord[]>(),
  /** Frames of a run as they were recorded, for its curves. */
  frames: takes({ project: id, run: id }).answersByJob<readonly TrainingFrame[]>(),
  deleteRun: takes({ project: id, run: id }).answers()
}
