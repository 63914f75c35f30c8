import { z } from 'zod'
import type { DatasetTable } from '../../data/dataset.ts'
import { fieldSchema } from '../../data/fields/catalogue.ts'
import type { Datasets } from '../../network/infer.ts'
import type { Problem } from '../../problem.ts'
import type { MemoryBasis } from '../../train/memory/memory.ts'
import type { TrainingEvent } from '../../train/run.ts'
import { takes } from '../call.ts'
import { count, document, id, text } from '../forms.ts'

/** The run is queued, or this keeps it from starting. */
export type Started = { readonly run: string } | { readonly problems: readonly Problem[] }

const fields = z.array(fieldSchema)
const dataset: z.ZodType<DatasetTable, DatasetTable> = z.object({ count, fields })
const datasets: z.ZodType<Datasets, Datasets> = z.record(z.string(), z.object({ fields }))

/** What a forecast for any batch follows from, and the bytes that a training may take here. */
export interface TrainingMemory {
  readonly basis: MemoryBasis
  readonly usable: number
}

/** A training that runs or waits in this program, of whatever project. */
export interface LiveTraining {
  readonly run: string
  readonly name: string
  /** The project's folder, and what it is called. */
  readonly folder: string
  readonly project: string
  readonly isWaiting: boolean
}

export const trainingCalls = {
  startTraining: takes({ project: id, document }).answersStoppably<Started>(),
  /**
   * What a training would take of the memory; undefined where the network cannot be trained. Asked after each edit, so
   * it takes the document as JSON: a text crosses to the machine far faster than objects do.
   */
  trainingMemory: takes({ document: text, datasets, dataset: dataset.optional() }).answersByJob<
    TrainingMemory | undefined
  >(),
  /** A run goes on from its last weights: to the end of its recipe, or to so many epochs in all. */
  resumeTraining: takes({ project: id, run: id, epochs: count.optional() }).answers(),
  stopTraining: takes({ run: id }).answers(),
  liveTrainings: takes({}).answers<readonly LiveTraining[]>()
}

export interface TrainingEvents {
  training: TrainingEvent
  /** Another training began, came to its turn or ended. */
  liveTrainings: readonly LiveTraining[]
  /** Another program has made, trained or removed runs of the project. */
  runsChanged: { readonly project: string }
}
