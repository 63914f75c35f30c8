import { floatsOf, type Session } from '../engine.ts'
import type { NetworkOutput } from '../outputs/catalogue.ts'
import { joinComparisons, type Comparison } from '../outputs/comparison.ts'
import type { ModelFile, Refusal, RunningTools, WritableFormat, WrittenModel } from './format.ts'

/** How far a written model's predictions are from the trained network's, over all samples. */
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
  /** What the trained network delivers, which says how two predictions are compared. */
  readonly output: Pick<NetworkOutput, 'compare'>
  /** Bytes [count, height, width, channels], in the size of the dataset. */
  readonly images: { readonly shape: readonly number[]; readonly data: Uint8Array }
  /** Waited for before each batch, with how many samples have been compared; what it throws ends the comparison. */
  progress?(done: number, total: number): Promise<void>
}

/** Small enough for the widest images, large enough that calls do not count. */
const batchSize = 32

/** Runs images through the trained network and through what was written, and compares. */
export async function proveExport(options: ProofOptions): Promise<Proof | Refusal> {
  const { format, files, written, tools, trained, output, images, progress } = options
  const opened = await format.open(files, written, tools)
  if ('problems' in opened) return opened
  try {
    const [count = 0, ...sample] = images.shape
    const size = sample.reduce((product, each) => product * each, 1)
    let found: Comparison = { maxAbsDifference: 0, scale: 0 }
    for (let start = 0; start < count; start += batchSize) {
      await progress?.(start, count)
      const end = Math.min(start + batchSize, count)
      const data = images.data.subarray(start * size, end * size)
      const shape = [end - start, ...sample]
      const wanted = await trained.run('predict', { image: { dtype: 'uint8', shape, data } })
      const given = await opened.predict({ dtype: 'float32', shape, data: Float32Array.from(data) })
      found = joinComparisons(found, output.compare(floatsOf(wanted['logits']), floatsOf(given)))
    }
    return { samples: count, ...found }
  } finally {
    await opened.close()
  }
}
