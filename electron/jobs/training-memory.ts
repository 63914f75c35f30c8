import type { DatasetTable } from '../../core/data/dataset.ts'
import { inferNetwork, type Datasets } from '../../core/network/infer.ts'
import { memoryBasis } from '../../core/train/memory/memory.ts'
import { isTrainable } from '../../core/train/start-problems.ts'
import type { TrainingMemory } from '../../core/host/calls/training.ts'
import { availableCores } from '../machine/cores.ts'
import { memoryToTrain } from '../machine/describe-memory.ts'
import { parseDocument } from '../parse-input.ts'

export interface MemoryInput {
  /** As JSON, as it came from the window: reading a large one takes its time, which this thread has. */
  readonly document: string
  readonly datasets: Datasets
  readonly dataset?: DatasetTable | undefined
}

/** What a training of a document's network would take of the memory, and may; undefined where it cannot be trained. */
export async function trainingMemory({
  document,
  datasets,
  dataset
}: MemoryInput): Promise<TrainingMemory | undefined> {
  const parsed = parseDocument(document)
  const network = inferNetwork(parsed, datasets)
  if (!isTrainable(network, parsed.recipe, datasets)) return undefined
  const basis = memoryBasis({ network, datasets, recipe: parsed.recipe, dataset, cores: availableCores() })
  return { basis, usable: await memoryToTrain() }
}
