import { expect, it } from 'vitest'
import { outputsModel, wholeEntry } from '../../../core/explain/outputs-model.ts'
import type { HostTensor, Session } from '../../../core/engine.ts'
import type { NetworkWeight } from '../../../core/network/lower.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { predictProgram } from '../../../core/model/predict-program.ts'
import { digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { createRandom } from '../../renderer/random.ts'
import { datasets, networkOf } from '../train/one-step.ts'

/** Weights as training might leave them: small numbers, the same for the same key. */
async function restore(session: Session, weights: readonly NetworkWeight[]): Promise<void> {
  const tensors = weights.map(({ variable: { key, shape } }): readonly [string, HostTensor] => {
    const random = createRandom(key.length)
    const count = shape.reduce<number>((product, size) => product * Number(size), 1)
    return [
      key,
      {
        dtype: 'float32',
        shape: shape.map(Number),
        data: Float32Array.from({ length: count }, () => random() * 0.2 - 0.1)
      }
    ]
  })
  await session.run('restore', Object.fromEntries(tensors))
}

const floats = (tensor: HostTensor | undefined) => tensor!.data as Float32Array

it('tells what every layer puts out, as prediction computes it, averaged over channels', async () => {
  const drawn = drawZooNetwork('residualDigits', {})
  if ('problems' in drawn) throw new Error(drawn.problems[0]?.message)
  const network = networkOf(drawn.drawing)
  const { images } = digits()
  const image = { dtype: 'uint8', shape: [1, 28, 28, 1], data: images.slice(784, 1568) } as const

  const outputs = outputsModel(network, datasets)
  const session = await testEngine().open(outputs.model)
  await restore(session, outputs.weights)
  const overview = await session.run('overview', { image })
  const wholeOf = async (position: number) => floats((await session.run(wholeEntry(position), { image }))['whole'])

  const program = predictProgram(network, datasets)
  const predicting = await testEngine().open(lowerProgram(program.program))
  await restore(predicting, program.weights)
  const prediction = await predicting.run('predict', { image })

  const last = outputs.layers.findIndex(
    ({ shape }, position) => shape.length === 1 && position === outputs.layers.length - 1
  )
  expect(floats(overview[String(last)])).toEqual(floats(prediction['probabilities']))
  expect(await wholeOf(last)).toEqual(floats(prediction['probabilities']))
  expect(await wholeOf(0)).toEqual(floats(prediction['seen']))

  const position = outputs.layers.findIndex(({ shape }) => shape.length === 3 && shape[2]! > 1)
  const [height, width, channels] = outputs.layers[position]!.shape as [number, number, number]
  const whole = await wholeOf(position)
  const means = Array.from(
    { length: height * width },
    (_, pixel) =>
      whole.subarray(pixel * channels, (pixel + 1) * channels).reduce((sum, value) => sum + value, 0) / channels
  )
  const told = floats(overview[String(position)])
  expect(told).toHaveLength(height * width)
  expect(Math.max(...means.map((value, pixel) => Math.abs(value - told[pixel]!)))).toBeLessThan(1e-5)
  const computing = network.layers.filter(({ layer }) => layer.family !== 'loss').map(({ key }) => key)
  expect(outputs.layers.map(({ key }) => key)).toEqual(computing)
  await session.close()
  await predicting.close()
})
