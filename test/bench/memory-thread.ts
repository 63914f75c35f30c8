import { workerData } from 'node:worker_threads'
import type { PackedDataset } from '../../core/data/dataset.ts'
import { memoryCase } from './memory-cases.ts'
import { trainSome } from './train-some.ts'

/** What the thread of a dry run trains. */
export interface ThreadTask {
  readonly name: string
  readonly batch: number
  readonly dataset: PackedDataset
}

const { name, batch, dataset } = workerData as ThreadTask
void trainSome(memoryCase(name, batch, dataset.about), dataset)
