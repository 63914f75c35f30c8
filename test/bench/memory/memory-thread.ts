import { workerData } from 'node:worker_threads'
import { digits } from '../../digits.ts'
import { memoryCase } from './memory-cases.ts'
import { trainSome } from '../train-some.ts'

/** What the thread of a dry run trains. */
export interface ThreadTask {
  readonly name: string
  readonly batch: number
}

const { name, batch } = workerData as ThreadTask
const dataset = digits()
void trainSome(memoryCase(name, batch, dataset.about), dataset)
