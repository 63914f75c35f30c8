import { decodeImage, describeDataset, importDataset, samples } from './dataset-jobs.ts'
import { describeEngine } from './describe-engine.ts'
import { evaluate } from './evaluate.ts'
import { explain } from './explain.ts'
import { exportRun } from './export-run.ts'
import { predict, warmUp } from './predict.ts'
import { prepareRun } from './prepare-run.ts'
import { readModel } from './read-model.ts'
import { memoryFigures } from './memory-figures.ts'
import { layerOutput, layerOutputs } from './layer-outputs.ts'
import { listRuns, readFrames } from './run-jobs.ts'
import { timeLayers } from './time-layers.ts'
import { train } from './train.ts'

/** Everything that needs native TensorFlow or takes its time. The window's worker threads and the command line run these. */
export const jobs = {
  describeEngine,
  describeDataset,
  importDataset,
  samples,
  decodeImage,
  prepareRun,
  listRuns,
  readFrames,
  train,
  predict,
  warmUp,
  evaluate,
  exportRun,
  readModel,
  layerOutputs,
  layerOutput,
  explain,
  timeLayers,
  memoryFigures
}
