import { expect, test } from 'vitest'
import { dropout } from '../../../../core/layers/regularisation/dropout.ts'
import { batch } from '../../../../core/ops/tensor.ts'
import { lowerProgram } from '../../../../core/tensorflow/lower.ts'
import { openEngine } from '../../../../electron/engine/engine.ts'
import { programOf, runProgram } from '../run-case.ts'

const count = 3 * 2000

async function draw(rate: number, keys: readonly (readonly [number, number])[]) {
  const { program, feeds } = programOf({
    id: 'dropout',
    layer: dropout,
    mode: 'train',
    parameters: { rate },
    inputs: { input: { dtype: 'float32', shape: [batch, 2000] } },
    dataset: () => undefined,
    weights: [],
    keras: undefined
  })
  const session = await openEngine().open(lowerProgram(program))
  try {
    const runs = []
    for (const key of keys) {
      runs.push(
        await runProgram(session, { ...feeds, key: { dtype: 'int32', shape: [2], data: Int32Array.from(key) } })
      )
    }
    return { runs, input: feeds['input0']!.data as Float32Array, upstream: feeds['upstream']!.data as Float32Array }
  } finally {
    await session.close()
  }
}

test('in training drops its share of the values, scales the others up, and lets gradients through where it kept', async () => {
  const { runs, input, upstream } = await draw(0.25, [[17, 4]])
  const { output, 'gradient/input0': gradient } = runs[0]!
  const kept = output!.map(value => value !== 0)
  expect(kept.filter(Boolean).length / count).toBeCloseTo(0.75, 1)
  output!.forEach((value, index) => expect(value).toBeCloseTo(kept[index] ? input[index]! / 0.75 : 0, 5))
  gradient!.forEach((value, index) => expect(value).toBeCloseTo(kept[index] ? upstream[index]! / 0.75 : 0, 5))
})

test('drops the same values for the same key, and others for another step', async () => {
  const { runs } = await draw(0.5, [
    [17, 4],
    [17, 4],
    [17, 5]
  ])
  expect(runs[1]!['output']).toEqual(runs[0]!['output'])
  expect(runs[2]!['output']).not.toEqual(runs[0]!['output'])
})
