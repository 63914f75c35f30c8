import type { AnyLayer } from '../../../../core/layers/define-layer.ts'
import { batch } from '../../../../core/ops/tensor.ts'
import { lowerProgram } from '../../../../core/tensorflow/lower.ts'
import { openEngine } from '../../../../electron/engine/engine.ts'
import { programOf, runProgram } from '../run-case.ts'

/** A layer in training on samples of this shape, once for each key: its output and its input's gradient. */
export async function drawNoise(
  layer: AnyLayer,
  parameters: Readonly<Record<string, unknown>>,
  shape: readonly number[],
  keys: readonly (readonly [number, number])[]
) {
  const { program, feeds } = programOf({
    id: layer.type,
    layer,
    mode: 'train',
    parameters,
    inputs: { input: { dtype: 'float32', shape: [batch, ...shape] } },
    dataset: () => undefined,
    weights: [],
    keras: undefined
  })
  const session = await openEngine().open(lowerProgram(program))
  try {
    const runs = []
    for (const key of keys) {
      const fed = { ...feeds, key: { dtype: 'int32' as const, shape: [2], data: Int32Array.from(key) } }
      const { output, 'gradient/input0': gradient } = await runProgram(session, fed)
      runs.push({ output: output!, gradient: gradient! })
    }
    return { runs, input: feeds['input0']!.data as Float32Array, upstream: feeds['upstream']!.data as Float32Array }
  } finally {
    await session.close()
  }
}
