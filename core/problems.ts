import { parameterOutOfRange, unknownParameter } from './complete-parameters.ts'
import * as datasetProblems from './data/dataset-problems.ts'
import { idxProblems } from './data/idx.ts'
import { imageProblems } from './data/image-header.ts'
import { clipboardProblems } from './document/blocks/fragment-text.ts'
import { blockProblems } from './document/blocks/problems.ts'
import { folderProblems } from './document/file/folder-problems.ts'
import { documentProblems } from './document/problems.ts'
import { projectProblems } from './document/file/project-problems.ts'
import * as explainProblems from './explain/problems.ts'
import { noOutput as noOutputToExport } from './exchange/export-problems.ts'
import * as kerasProblems from './exchange/keras/problems.ts'
import { tensorsUnreadable } from './exchange/safetensors.ts'
import { savedModelUnreadable } from './exchange/saved-model/problems.ts'
import { graphProblems } from './graph/problems.ts'
import { sigmoidTwice, softmaxTwice } from './layers/applied-twice.ts'
import { preluAxis } from './layers/activation/prelu.ts'
import { groupsUneven } from './layers/channel-groups.ts'
import { classCount, targetNotClass, targetPlaces } from './layers/class-labels.ts'
import { outputPaddingUnfit } from './layers/convolution/conv2d-transpose.ts'
import { dilatedStride, unequalStrides } from './layers/convolution-windows.ts'
import { datasetChannels, unknownDataset } from './layers/data/data.ts'
import { denseOnImage } from './layers/dense/dense.ts'
import { targetShape } from './layers/loss-target.ts'
import { addShapes } from './layers/merging/add.ts'
import { mergeShapes, mergeTwo } from './layers/merge.ts'
import { concatenateAxis, concatenateShapes } from './layers/merging/concatenate.ts'
import { dotAxes } from './layers/merging/dot.ts'
import { nothingLeft } from './layers/shape/cropping2d.ts'
import { permuteOrder } from './layers/shape/permute.ts'
import { reflectionTooWide } from './layers/shape/reflection-padding2d.ts'
import { reshapeCount } from './layers/shape/reshape.ts'
import { layerAxes } from './layers/normalization/layer-normalization.ts'
import { responseSize } from './layers/normalization/local-response-normalization.ts'
import { paddingAlone } from './layers/pooling-windows.ts'
import { outputTwice } from './layers/output/output.ts'
import { windowTooLarge, windowUneven } from './layers/windows.ts'
import * as adviceProblems from './network/advice-problems.ts'
import * as portProblems from './network/ports.ts'
import { sharedShape } from './network/shared-weights.ts'
import * as trainingProblems from './network/training-problems.ts'
import type { Severity } from './problem.ts'
import { noBfloat16 } from './train/precision-problems.ts'
import { runUnreadable } from './train/run-problems.ts'
import * as updateProblems from './train/update-problems.ts'
import { unknownNetwork } from './templates/catalogue.ts'

/** A kind of problem without the values that its text needs. */
export interface ProblemKindAbout {
  readonly code: string
  readonly severity: Severity
}

/** Every problem that the program can tell, for tests, help pages and translations. */
export const problemKinds: readonly ProblemKindAbout[] = [
  ...graphProblems,
  ...documentProblems,
  ...blockProblems,
  ...clipboardProblems,
  ...Object.values(datasetProblems),
  ...idxProblems,
  ...imageProblems,
  ...folderProblems,
  ...projectProblems,
  runUnreadable,
  noBfloat16,
  parameterOutOfRange,
  unknownParameter,
  windowTooLarge,
  windowUneven,
  dilatedStride,
  unequalStrides,
  groupsUneven,
  outputPaddingUnfit,
  layerAxes,
  responseSize,
  paddingAlone,
  unknownDataset,
  datasetChannels,
  denseOnImage,
  addShapes,
  concatenateAxis,
  concatenateShapes,
  classCount,
  targetNotClass,
  targetPlaces,
  targetShape,
  softmaxTwice,
  sigmoidTwice,
  preluAxis,
  mergeShapes,
  mergeTwo,
  dotAxes,
  nothingLeft,
  permuteOrder,
  reflectionTooWide,
  reshapeCount,
  outputTwice,
  portProblems.unknownType,
  portProblems.unknownPort,
  portProblems.missingInput,
  portProblems.tooFewInputs,
  portProblems.tooManyInputs,
  portProblems.deadEnd,
  portProblems.roleNotTaken,
  portProblems.rankTooLow,
  portProblems.rankTooHigh,
  ...Object.values(adviceProblems),
  sharedShape,
  trainingProblems.noData,
  trainingProblems.noImages,
  trainingProblems.severalDatasets,
  trainingProblems.oneClass,
  trainingProblems.noLoss,
  trainingProblems.noWeights,
  trainingProblems.noOutput,
  trainingProblems.severalOutputs,
  updateProblems.equalNames,
  updateProblems.unknownLosses,
  updateProblems.unknownWeights,
  updateProblems.unchangedWeights,
  unknownNetwork,
  noOutputToExport,
  ...Object.values(explainProblems),
  ...Object.values(kerasProblems),
  tensorsUnreadable,
  savedModelUnreadable
]
