import { floatsOf, type HostTensor, type Session } from '../engine.ts'
import type { ModelFile, Refusal, RunningTools, WritableFormat, WrittenModel } from './format.ts'

/** How far a written model's predictions are from the trained network's. */
interface Comparison {
  /** Between the logits of the two; Infinity where one has no number. */
  readonly maxAbsDifference: number
  /** Of the trained network's logits: what a difference is to be held against. */
  readonly maxAbsLogit: number
}

/** The comparison over all samples. */
export interface Proof extends Comparison {
  readonly samples: number
}

export interface ProofOptions {
  readonly format: WritableFormat
  /** As they were read back from the disk. */
  readonly files: readonly ModelFile[]
  readonly written: WrittenModel
  readonly tools: RunningTools
  /** The trained network, restored: its entry point `predict` takes `image` as bytes and gives `logits`. */
  readonly trained: Session
  /** Bytes [count, height, width, channels], in the size of the dataset. */
  readonly images: { readonly shape: readonly number[]; readonly data: Uint8Array }
}

/** Small enough for the widest images, large enough that calls do not count. */
const batchSize = 32

/** Runs images through the trained network and through what was written, and compares. */
export async function proveExport(options: ProofOptions): Promise<Proof | Refusal> {
  const { format, files, written, tools, trained, images } = options
  const opened = await format.open(files, written, tools)
  if ('problems' in opened) return opened
  try {
    const [count = 0, ...sample] = images.shape
    const size = sample.reduce((product, each) => product * each, 1)
    let found: Comparison = { maxAbsDifference: 0, maxAbsLogit: 0 }
    for (let start = 0; start < count; start += batchSize) {
      const end = Math.min(start + batchSize, count)
      const data = images.data.subarray(start * size, end * size)
      const shape = [end - start, ...sample]
      const wanted = await trained.run('predict', { image: { dtype: 'uint8', shape, data } })
      const given = await opened.predict({ dtype: 'float32', shape, data: Float32Array.from(data) })
      const compared = compareLogits(wanted['logits'], given)
      found = {
        maxAbsDifference: Math.max(found.maxAbsDifference, compared.maxAbsDifference),
        maxAbsLogit: Math.max(found.maxAbsLogit, compared.maxAbsLogit)
      }
    }
    return { samples: count, ...found }
  } finally {
    await opened.close()
  }
}

function compareLogits(wanted: HostTensor | undefined, given: HostTensor): Comparison {
  const logits = floatsOf(wanted)
  let maxAbsLogit = 0
  for (const logit of logits) maxAbsLogit = Math.max(maxAbsLogit, Math.abs(logit))
  return { maxAbsDifference: largestDifference(logits, floatsOf(given)), maxAbsLogit }
}

function largestDifference(wanted: Float32Array, given: Float32Array): number {
  if (wanted.length === 0 || wanted.length !== given.length) return Infinity
  let largest = 0
  for (const [index, value] of wanted.entries()) {
    const difference = Math.abs(value - (given[index] ?? NaN))
    // Math.max would carry NaN on, and nothing is larger than it.
    if (Number.isNaN(difference)) return Infinity
    largest = Math.max(largest, difference)
  }
  return largest
}
