import type { Engine, HostTensor, Session } from '../engine.ts'
import type { Problem } from '../problem.ts'
import type { Ending, ExchangeFormat, ExchangeTools, WrittenFile } from './format.ts'
import { imagesFeed } from './saved-model/frozen-model.ts'

export interface Proof {
  readonly samples: number
  /** Between the logits of the trained network and those of the files, over all samples; Infinity where one has no number. */
  readonly maxAbsDifference: number
  /** Of the trained network's logits: what a difference is to be held against. */
  readonly maxAbsLogit: number
}

export interface ProofOptions {
  readonly format: ExchangeFormat
  /** As they were read back from the disk. */
  readonly files: readonly WrittenFile[]
  readonly name: string
  readonly ending: Ending
  /** What the output node makes of logits. */
  readonly reads: string
  readonly tools: ExchangeTools
  readonly engine: Engine
  /** The trained network, restored: its entry point `predict` takes `image` as bytes and gives `logits`. */
  readonly trained: Session
  /** Bytes [count, height, width, channels], in the size of the dataset. */
  readonly images: { readonly shape: readonly number[]; readonly data: Uint8Array }
}

/** Small enough for the widest images, large enough that calls do not count. */
const batchSize = 32

/** Runs images through the trained network and through what was written, and compares. */
export async function proveExport(options: ProofOptions): Promise<Proof | { readonly problems: readonly Problem[] }> {
  const { format, files, tools, engine, trained, images } = options
  const read = format.readBack(files, options, tools)
  if ('problems' in read) return read
  const session = await engine.open(read.model)
  try {
    const [count = 0, ...sample] = images.shape
    const size = sample.reduce((product, each) => product * each, 1)
    let maxAbsDifference = 0
    let maxAbsLogit = 0
    for (let start = 0; start < count; start += batchSize) {
      const end = Math.min(start + batchSize, count)
      const data = images.data.subarray(start * size, end * size)
      const shape = [end - start, ...sample]
      const wanted = await trained.run('predict', { image: { dtype: 'uint8', shape, data } })
      const given = await session.run(read.entryPoint, {
        [imagesFeed]: { dtype: 'float32', shape, data: Float32Array.from(data) }
      })
      const logits = numbersOf(wanted['logits'])
      maxAbsDifference = Math.max(maxAbsDifference, largestDifference(logits, numbersOf(given[read.logits])))
      for (const logit of logits) maxAbsLogit = Math.max(maxAbsLogit, Math.abs(logit))
    }
    return { samples: count, maxAbsDifference, maxAbsLogit }
  } finally {
    await session.close()
  }
}

function numbersOf(tensor: HostTensor | undefined): Float32Array {
  return tensor?.data instanceof Float32Array ? tensor.data : new Float32Array()
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
