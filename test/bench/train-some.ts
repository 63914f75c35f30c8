import type { Dataset } from '../../core/data/dataset.ts'
import { writeSafetensors, type FileTensor } from '../../core/exchange/safetensors.ts'
import type { MemoryQuestion } from '../../core/train/memory/memory.ts'
import { train } from '../../core/train/train.ts'
import { openEngine } from '../../electron/engine/engine.ts'

const steps = 4

/** Trains some steps, evaluates some samples, and makes the bytes of the file with all weights. */
export async function trainSome(question: MemoryQuestion, dataset: Dataset): Promise<void> {
  const { count } = dataset.about
  await train({
    ...question,
    engine: openEngine(),
    dataset,
    parts: {
      train: Int32Array.from({ length: steps * question.recipe.batchSize }, (_, index) => index % count),
      validation: Int32Array.from({ length: Math.min(256, count) }, (_, index) => index),
      test: new Int32Array()
    },
    environment: { now: () => performance.now(), pause: () => new Promise(resolve => setImmediate(resolve)) },
    signal: { isStopped: false },
    preparing: () => undefined,
    frame: () => undefined,
    epoch: () => Promise.resolve(),
    save: ({ tensors }) =>
      Promise.resolve(void writeSafetensors({ tensors: tensors as Record<string, FileTensor>, metadata: {} }))
  })
}
