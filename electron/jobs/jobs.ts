import type { HostJobs } from '../../core/host/host.ts'
import { decodeImage, describeDataset, importDataset, samples } from './dataset-jobs.ts'
import { describeEngine } from './describe-engine.ts'
import { evaluate } from './evaluate.ts'
import { explain } from './explain.ts'
import { exportModel } from './export-model.ts'
import { predict, showSamples, warmUp } from './predict.ts'
import { prepareRun } from './sessions/prepare-run.ts'
import { importModel } from './import-model.ts'
import type { JobContext } from './job.ts'
import { layerOutput, layerOutputs } from './layer-outputs.ts'
import { frames, generatedSamples, listRuns, models } from './run-jobs.ts'
import { timeLayers } from './time-layers.ts'
import { train } from './train.ts'
import { trainingMemory } from './training-memory.ts'

/** What a call's arguments say of its project by id, the job hears as its folder. */
type JobsOfCalls = {
  readonly [Name in keyof HostJobs]: (
    input: Parameters<HostJobs[Name]>[0],
    context: JobContext
  ) => ReturnType<HostJobs[Name]>
}

/** Everything that needs native TensorFlow or takes its time. The window's worker threads and the command line run these. */
export const jobs = {
  describeEngine,
  describeDataset,
  importDataset,
  samples,
  decodeImage,
  prepareRun,
  listRuns,
  frames,
  generatedSamples,
  train,
  predict,
  showSamples,
  warmUp,
  evaluate,
  exportModel,
  importModel,
  models,
  layerOutputs,
  layerOutput,
  explain,
  timeLayers,
  trainingMemory
} satisfies JobsOfCalls & Readonly<Record<string, unknown>>
