import type { Engine, HostTensor } from '../engine.ts'
import type { Drawing } from '../graph/drawing.ts'
import type { Datasets } from '../network/infer.ts'
import type { Problem } from '../problem.ts'
import type { H5Library } from './h5.ts'
import type { TrainedModel } from './trained-model.ts'

/** What a written model delivers. The values before softmax or sigmoid are logits. */
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

/** What running a written model may need besides. */
export interface RunningTools extends ExchangeTools {
  readonly engine: Engine
}

/** A file of a model. A model of one file has the path ''. */
export interface ModelFile {
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

/** Why a model cannot be read or written in a format. */
export interface Refusal {
  readonly problems: readonly Problem[]
}

/** What is known of the model in files that were written here. */
export interface WrittenModel {
  /** The name of its file or folder, for messages. */
  readonly name: string
  readonly ending: Ending
  /** What the output node makes of logits. */
  readonly reads: string
}

/** A model that runs, made from its files alone. Whoever opens it closes it. */
export interface OpenedModel {
  /** Takes float32 numbers from 0 to 255, [batch, height, width, channels], and gives what the trained network calls logits. */
  predict(images: HostTensor): Promise<HostTensor>
  close(): Promise<void>
}

/** A file by its name and its first bytes, or a folder by its name and the names in it: enough to tell what it is. */
export type FoundModel =
  | { readonly name: string; readonly firstBytes: Uint8Array }
  | { readonly name: string; readonly members: readonly string[] }

/** So many first bytes of a file tell its format. */
export const recognizedBytes = 512

interface DescribedFormat {
  readonly id: string
  readonly label: string
  readonly summary: string
  /** What the names of such files end in; the first is what a written one ends in. */
  readonly extensions: readonly [string, ...string[]]
  readonly isFolder: boolean
  /** Whether what is inside is of this format, whatever its name. */
  recognizes(found: FoundModel): boolean
}

/** A format that models are read from. */
export interface ReadableFormat extends DescribedFormat {
  /** `name` is that of the file or folder, for messages. Nothing in the files is run. */
  read(files: readonly ModelFile[], name: string, tools: ExchangeTools): { readonly model: ReadModel } | Refusal
}

/** A format that models are taken away in, and proven by running what was written. */
export interface WritableFormat extends DescribedFormat {
  write(
    model: TrainedModel,
    options: ExportOptions,
    tools: ExchangeTools
  ): { readonly files: readonly ModelFile[] } | Refusal
  open(files: readonly ModelFile[], written: WrittenModel, tools: RunningTools): Promise<OpenedModel | Refusal>
  /** A whole Python program that loads what lies at the path and asks it about images of this shape. */
  loadingCode(path: string, image: readonly number[]): string
}

/** A form in which models come in, are taken away, or both. A new one is one file and one line in `catalogue.ts`. */
export type ExchangeFormat = ReadableFormat | WritableFormat
