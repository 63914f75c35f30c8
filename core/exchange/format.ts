import type { EngineModel } from '../engine.ts'
import type { Drawing } from '../graph/drawing.ts'
import type { Datasets } from '../network/infer.ts'
import type { Problem } from '../problem.ts'
import type { H5Library } from './h5.ts'
import type { TrainedModel } from './trained-model.ts'

/** What the written model answers with. The values before softmax or sigmoid are logits. */
export type Ending = 'probabilities' | 'logits'

export interface ExportOptions {
  readonly ending: Ending
  /** Written into the file where its format has a place for it. */
  readonly date: Date
}

/** What formats need of the machine. */
export interface ExchangeTools {
  readonly h5: H5Library
}

/** A file of a written model. A format of one file has the path ''. */
export interface WrittenFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A model from a file: what inferNetwork takes, with the numbers for it. */
export interface ReadModel {
  readonly name: string
  readonly drawing: Drawing
  readonly datasets: Datasets
  /** By the layer's key, a slash and the weight's name. */
  readonly weights: Readonly<Record<string, Float32Array>>
}

/** What a written model is run with, made from its files alone. */
export interface ReadBack {
  readonly model: EngineModel
  /** The entry point that takes `images` as float32 numbers from 0 to 255. */
  readonly entryPoint: string
  /** The fetch that holds what the trained network calls logits. */
  readonly logits: string
}

/** A form in which models are taken away. A new one is one file and one line in `catalogue.ts`. */
export interface ExchangeFormat {
  readonly id: string
  readonly label: string
  /** What a file of this format ends in. */
  readonly extension: string
  readonly isFolder: boolean
  readonly summary: string
  write(
    model: TrainedModel,
    options: ExportOptions,
    tools: ExchangeTools
  ): { readonly files: readonly WrittenFile[] } | { readonly problems: readonly Problem[] }
  /** The written files made to run again; `name` is theirs in messages, `reads` what the output node makes of logits. */
  readBack(
    files: readonly WrittenFile[],
    written: { readonly name: string; readonly ending: Ending; readonly reads: string },
    tools: ExchangeTools
  ): ReadBack | { readonly problems: readonly Problem[] }
}
